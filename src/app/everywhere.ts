import type { Module } from "../modules/contracts/module.js";
import type { Platform } from "../platform/platform.js";

/** Starts what every process has to keep up with, whether it serves or works. */
export async function startEverywhere({ shutdown }: Platform, modules: readonly Module[]): Promise<void> {
  const works = await Promise.all(modules.flatMap((module) => module.everywhere ?? []).map((start) => start()));
  shutdown.add("state in memory", () => Promise.all(works.map((work) => work.close())));
}
