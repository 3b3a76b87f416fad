/** How many SQL statements a piece of work costs. Needs an API that was started with LOG_LEVEL debug, and no one else at it. */
import { setTimeout as delay } from "node:timers/promises";
import type { Api } from "./installation.js";

const QUIET_MS = 100;

export async function statementsOf(api: Api, work: () => Promise<unknown>): Promise<number> {
  const before = await settled(api);
  await work();
  return (await settled(api)) - before;
}

/** The log arrives a little after the answer. */
async function settled(api: Api): Promise<number> {
  for (let last = -1; ; await delay(QUIET_MS)) {
    const count = api.logs().split('"msg":"statement"').length - 1;
    if (count === last) return count;
    last = count;
  }
}
