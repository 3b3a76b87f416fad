// Jest's Node environment with five changes. Globals are plain properties: Jest puts a proxy in front of them, which makes each `Math` or
// `Object` in a test or in what it imports take a hundred times as long. Errors have 20 frames instead of 100, as programs throw many on
// purpose. Timers that a suite leaves are printed. A test with a parameter that it gets no value for is refused: Jest would hand over a
// callback and wait for its call. And on an emulated machine every timeout of a test or a hook is as many times longer as it is slower.
import vm from "node:vm";
import { TestEnvironment } from "jest-environment-node";
import { slowness } from "../../scripts/lib/slowness.mjs";
import { endTimers, followTimers } from "./left-timers.mjs";
import { refuseTestWithoutValue } from "./tests-without-values.mjs";

const FRAMES = 20;
const TIMES_SLOWER = slowness();
const patient = new WeakSet();

/** Calls `make` while contexts are made without the object that would intercept their globals. */
function withPlainContexts(make) {
  const { createContext } = vm;
  vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
  try {
    return make();
  } finally {
    vm.createContext = createContext;
  }
}

export default class PlainEnvironment extends TestEnvironment {
  constructor(...args) {
    // Jest's class creates the context in its constructor.
    withPlainContexts(() => super(...args));
    this.global.Error.stackTraceLimit = FRAMES;
    this.suite = args[1].testPath;
    followTimers(this.global);
  }

  async teardown() {
    await endTimers(this.suite);
    await super.teardown();
  }

  handleTestEvent(event, state) {
    refuseTestWithoutValue(event, state);
    if (TIMES_SLOWER > 1) wait(event, state);
  }
}

function wait({ name, hook, test }, { testTimeout }) {
  const one = name === "hook_start" ? hook : name === "test_fn_start" ? test : undefined;
  if (!one || patient.has(one)) return;
  patient.add(one);
  one.timeout = (one.timeout || testTimeout) * TIMES_SLOWER;
}
