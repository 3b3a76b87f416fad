import type { Sandbox } from "../sandbox/sandbox.js";
import { EngineCannot } from "./engine.js";
import { refusalOf } from "./features.js";

/** For an engine without containers: refuses to open one, so programs of problems cannot run. */
export function createNoSandbox(): Sandbox {
  const refuse = (): Promise<never> => Promise.reject(new EngineCannot(refusalOf("judge0", ["PROBLEM_PROGRAMS"])!));
  return { slots: 0, open: refuse, lend: () => Promise.resolve(null), probe: refuse, close: () => Promise.resolve() };
}
