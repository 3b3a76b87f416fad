/**
 * Each attack: the program, what it tries, the one defence that stops it, and how to see that it succeeded. The test runs
 * each twice: as in production, where it must fail, and with that defence switched off, where it must succeed; an attack
 * that never succeeds would prove nothing.
 */
import type { Attack } from "../attack.js";
import { COMPILE_ATTACKS } from "./compile.js";
import { REACH_ATTACKS } from "./reach.js";
import { RESOURCE_ATTACKS } from "./resources.js";
import { TAKEOVER_ATTACKS } from "./takeover.js";
import { TRACE_ATTACKS } from "./traces.js";

export const ATTACKS: readonly Attack[] = [
  ...RESOURCE_ATTACKS,
  ...TRACE_ATTACKS,
  ...REACH_ATTACKS,
  ...TAKEOVER_ATTACKS,
  ...COMPILE_ATTACKS,
];
