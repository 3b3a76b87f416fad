import type { EntityClass } from "@mikro-orm/core";
import type { PermissionRule } from "../../access/permissions.js";
import type { FieldCost } from "../../graphql/document-size.js";
import type { NodeLookups } from "../../graphql/context.js";
import type { EntityManager } from "../../platform/database/database.js";
import type { AnyJob, JobWorker } from "../../platform/jobs/jobs.js";
import type { EventHandler } from "../../platform/outbox/outbox.js";
import type { Platform } from "../../platform/platform.js";
import type { NotificationKind, NotificationKinds } from "./notification-kind.js";
import type { PersonalData } from "./personal-data.js";
import type { Setting } from "./setting.js";

/**
 * A domain: what it declares is plain data that needs no running program, so that the schema, the permission table and the
 * migrations come from it alone; `wire` makes its services.
 */
export interface Module {
  /** As in its area's list. */
  name: string;
  entities?: readonly EntityClass<object>[];
  /** SQL that selects the keys of all objects that its rows refer to, as `key`: a backup without one of them is not whole. */
  objects?: string;
  /** Its rows of the permission table. */
  permissions?: Readonly<Record<string, PermissionRule>>;
  /** Costs of its fields that answer more than a KiB, or of lists longer than most, by `Type.field`. */
  fieldCosts?: Readonly<Record<string, FieldCost>>;
  resolvers?: readonly ResolverClass[];
  /** What admins may change while the program runs. */
  settings?: readonly Setting[];
  /** What it keeps for a while only. */
  retention?: readonly RetentionRule[];
  /** Its kinds of jobs, whose queues admins see. */
  jobs?: readonly AnyJob[];
  /** What accounts are told of; each kind brings the handler of its event. */
  notificationKinds?: readonly NotificationKind[];
  /** What it holds of people; absent for a module that holds nothing of anybody. */
  personalData?: PersonalData;
  /** Makes its services. `neighbours` has those of the modules before it. Nothing may be asked of the platform yet. */
  wire?(platform: Platform, neighbours: Services, all: Declarations): Wired;
}

/** Services that modules offer to those after them, by name. Each module adds its own by declaration merging. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the modules
export interface Services {}

/** What all modules declare together, and what tests put in. */
export interface Declarations {
  settings: readonly Setting[];
  retention: readonly RetentionRule[];
  jobs: readonly AnyJob[];
  notificationKinds: NotificationKinds;
  personalData: readonly PersonalData[];
  /** Called at named moments of background work, for tests that kill a worker there. */
  checkpoint(name: string): void;
}

/** What a module does once the program runs. */
export interface Wired {
  services?: Partial<Services>;
  /** Instances of its resolver classes; a class whose constructor takes nothing may be left out. */
  resolvers?: readonly object[];
  /** How its types that implement Node are read by their keys, by the names of the types. */
  nodes?: NodeLookups;
  eventHandlers?: readonly EventHandler[];
  /** Background work of the worker process; each starts when the worker does and is closed with it. */
  workers?: readonly (() => Promise<BackgroundWork>)[];
  /** The same in every process, API or worker. */
  everywhere?: readonly (() => Promise<BackgroundWork>)[];
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- constructors take the services of their module
export type ResolverClass = new (...services: any[]) => object;

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
