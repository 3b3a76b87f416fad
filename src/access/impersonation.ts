import { AsyncLocalStorage } from "node:async_hooks";
import type { Viewer } from "./viewer.js";

/**
 * Who stands behind what runs at this moment, where an admin acts as someone else. It is ambient on purpose: the audit log
 * must name the admin in each entry, whichever code writes it and whether or not that code thought of it.
 */
const behind = new AsyncLocalStorage<string>();

/** Runs a root field for its viewer; an admin who stands behind that viewer is known in all that it does. */
export function onBehalfOf<T>(viewer: Viewer, work: () => T): T {
  return viewer?.impersonatorId ? behind.run(viewer.impersonatorId, work) : work();
}

/** The admin who acts as someone else in what runs now; null almost always. */
export function impersonatorNow(): string | null {
  return behind.getStore() ?? null;
}
