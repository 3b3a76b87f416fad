/** How many SQL statements a piece of work costs. Needs an API that was started with LOG_LEVEL debug, and no one else at it. */
import { setTimeout as delay } from "node:timers/promises";
import type { Api } from "./installation.js";

const LOOK_MS = 5;
const QUIET_MS = 100;

export async function statementsOf(api: Api, work: () => Promise<unknown>): Promise<number> {
  const before = await settled(api);
  await work();
  return (await settled(api)) - before;
}

/** The statements themselves, with placeholders for values. */
export async function sqlOf(api: Api, work: () => Promise<unknown>): Promise<string[]> {
  await settled(api);
  const before = api.logs().length;
  await work();
  await settled(api);
  return statementsIn(api.logs().slice(before)).map((line) => (JSON.parse(line) as { sql: string }).sql);
}

/** What was counted of a log so far: one with all statements grows to megabytes. */
const counted = new WeakMap<Api, { length: number; count: number }>();

function countOf(api: Api): number {
  const logs = api.logs();
  const before = counted.get(api) ?? { length: 0, count: 0 };
  const count = before.count + statementsIn(logs.slice(before.length)).length;
  counted.set(api, { length: logs.length, count });
  return count;
}

/**
 * The log arrives a little after the answer: it is complete when it has the line of a later request. What an answer does not wait for
 * follows within the pause.
 */
async function settled(api: Api): Promise<number> {
  const headers = { "content-type": "application/json" };
  const from = api.logs().length;
  const marker = await fetch(api.url, { method: "POST", headers, body: '{"query":"{ __typename }"}' });
  await marker.text();
  const id = marker.headers.get("x-request-id")!;
  while (!api.logs().slice(from).includes(id)) await delay(LOOK_MS);
  for (let last = -1; ; await delay(QUIET_MS)) {
    const count = countOf(api);
    if (count === last) return count;
    last = count;
  }
}

/**
 * What a process asks by the clock comes and goes, so it counts for nobody: authentication once in half a minute, and the
 * tables that it holds in memory.
 */
const BY_THE_CLOCK = ["u.email_verified_at is not null as verified", 'from system_settings"', "from feature_flags order by name"];

function statementsIn(logs: string): string[] {
  return logs.split("\n").filter((line) => line.includes('"msg":"statement"') && !BY_THE_CLOCK.some((text) => line.includes(text)));
}
