import { AsyncLocalStorage } from "node:async_hooks";
import type { Viewer } from "./viewer.js";

/**
 * The admin who is impersonating in the current async context. Ambient on purpose: every audit log entry must name the admin,
 * whichever code writes it.
 */
const behind = new AsyncLocalStorage<string>();

/** Runs a root field for its viewer. Records the impersonating admin, if any, for everything that `work` does. */
export function onBehalfOf<T>(viewer: Viewer, work: () => T): T {
  return viewer?.impersonatorId ? behind.run(viewer.impersonatorId, work) : work();
}

/** The admin who is impersonating in the current async context; usually null. */
export function impersonatorNow(): string | null {
  return behind.getStore() ?? null;
}
