import type { Stream } from "../graphql/streams.js";
import type { EventHandler } from "../platform/outbox/outbox.js";
import type { NotificationKind } from "./notifications/notification-kind.js";
import type { JobWorker } from "../platform/jobs.js";

/** What a domain gives to the program: plain data that compose.ts collects. */
export interface Module {
  /** Resolver instances; their classes are found through their constructors. */
  resolvers?: readonly object[];
  /** The source of each subscription field, by its name. */
  streams?: Readonly<Record<string, Stream>>;
  eventHandlers?: readonly EventHandler[];
  /** What accounts are told of; each kind brings the handler of its event. */
  notificationKinds?: readonly NotificationKind[];
  /** Background work of the worker process; each starts when the worker does and is closed with it. */
  workers?: readonly (() => Promise<BackgroundWork>)[];
}

export type BackgroundWork = Pick<JobWorker, "close">;
