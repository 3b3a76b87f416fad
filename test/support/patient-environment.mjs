// Jest's Node environment for an emulated machine: every timeout of a test or a hook is as many times longer as it is slower.
import { TestEnvironment } from "jest-environment-node";
import { slowness } from "../../scripts/lib/slowness.mjs";

const patient = new WeakSet();

export default class PatientEnvironment extends TestEnvironment {
  handleTestEvent({ name, hook, test }, { testTimeout }) {
    const one = name === "hook_start" ? hook : name === "test_fn_start" ? test : undefined;
    if (!one || patient.has(one)) return;
    patient.add(one);
    one.timeout = (one.timeout || testTimeout) * slowness();
  }
}
