import type { Application } from "./compose.js";
import type { Platform } from "../platform/platform.js";

/** Starts the work that every process needs, API and worker alike. */
export async function startEverywhere({ shutdown }: Platform, { wired }: Application): Promise<void> {
  const works = await Promise.all(wired.flatMap(({ everywhere = [] }) => everywhere).map((start) => start()));
  shutdown.add("state in memory", () => Promise.all(works.map((work) => work.close())));
}
