import { startRelay } from "../../platform/outbox/outbox.js";
import type { Application } from "../compose.js";
import { startEverywhere } from "../everywhere.js";
import type { Platform } from "../../platform/platform.js";

/** Starts every module's background work and the outbox relay. On shutdown each finishes its running jobs. */
export async function startWorker(platform: Platform, application: Application): Promise<void> {
  const { shutdown } = platform;
  const relay = startRelay({ ...platform, handlers: application.wired.flatMap(({ eventHandlers = [] }) => eventHandlers) });
  shutdown.add("outbox", () => relay.close());
  await startEverywhere(platform, application);
  const works = await Promise.all(application.wired.flatMap(({ workers = [] }) => workers).map((start) => start()));
  shutdown.add("background work", () => Promise.all(works.map((work) => work.close())));
}
