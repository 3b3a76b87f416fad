import type { NodeLookups } from "../../graphql/node.js";
import type { Stream } from "../../graphql/streams.js";
import type { EntityManager } from "../../platform/database/database.js";
import type { AnyJob, JobWorker } from "../../platform/jobs/jobs.js";
import type { EventHandler } from "../../platform/outbox/outbox.js";
import type { NotificationKind } from "./notification-kind.js";
import type { PersonalData } from "./personal-data.js";
import type { Setting } from "./setting.js";

/** What a domain gives to the program: plain data that compose.ts collects. */
export interface Module {
  /** Resolver instances; their classes are found through their constructors. */
  resolvers?: readonly object[];
  /** The source of each subscription field, by its name. */
  streams?: Readonly<Record<string, Stream>>;
  /** How its types that implement Node are read by their keys, by the names of the types. */
  nodes?: NodeLookups;
  eventHandlers?: readonly EventHandler[];
  /** What accounts are told of; each kind brings the handler of its event. */
  notificationKinds?: readonly NotificationKind[];
  /** What admins may change while the program runs. */
  settings?: readonly Setting[];
  /** What it keeps for a while only. */
  retention?: readonly RetentionRule[];
  /** Its kinds of jobs, whose queues admins see. */
  jobs?: readonly AnyJob[];
  /** What it holds of people; absent for a module that holds nothing of anybody. */
  personalData?: PersonalData;
  /** Background work of the worker process; each starts when the worker does and is closed with it. */
  workers?: readonly (() => Promise<BackgroundWork>)[];
  /** The same in every process, API or worker. */
  everywhere?: readonly (() => Promise<BackgroundWork>)[];
}

export type BackgroundWork = Pick<JobWorker, "close">;

/** What is removed once it is old, a day's worth at a time. */
export interface RetentionRule {
  /** Unique among rules, for log and audit: `sessions`. */
  name: string;
  /** After how many days; 0 is never. */
  days: Setting<number>;
  /** Removes at most `limit` of what is older, in one transaction, and answers how many it were. Safe to repeat. */
  purge(em: EntityManager, before: Date, limit: number): Promise<number>;
}
