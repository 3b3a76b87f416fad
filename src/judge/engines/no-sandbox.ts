import type { Sandbox } from "../sandbox/sandbox.js";
import { EngineCannot } from "./engine.js";
import { refusalOf } from "./features.js";

/** For an engine without containers: whoever needs one for a program of a problem is refused. */
export function createNoSandbox(): Sandbox {
  const refuse = (): Promise<never> => Promise.reject(new EngineCannot(refusalOf("judge0", ["PROBLEM_PROGRAMS"])!));
  return { slots: 0, open: refuse, lend: () => Promise.resolve(null), probe: refuse, close: () => Promise.resolve() };
}
