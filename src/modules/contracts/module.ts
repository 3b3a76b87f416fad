import type { EntityClass } from "@mikro-orm/core";
import type { EntitlementRule } from "../../access/entitlements.js";
import type { PermissionRule } from "../../access/permissions.js";
import type { FieldCost } from "../../graphql/document-size.js";
import type { NodeLookups } from "../../graphql/context.js";
import type { EntityManager } from "../../platform/database/database.js";
import type { AnyJob } from "../../platform/jobs/job.js";
import type { JobWorker } from "../../platform/jobs/workers.js";
import type { EventHandler } from "../../platform/outbox/outbox.js";
import type { Platform } from "../../platform/platform.js";
import type { Authored } from "./authored.js";
import type { DeclaredMail } from "./declared-mail.js";
import type { NotificationKind, NotificationKinds } from "./notification-kind.js";
import type { OrganizationData } from "./organization-data.js";
import type { PersonalData } from "./personal-data.js";
import type { SearchSource } from "./search-source.js";
import type { Setting } from "./setting.js";

/**
 * A domain. Its declarations are plain data that need no running program, so that schema, permission table and migrations
 * can be built from them alone; `wire` creates its services.
 */
export interface Module {
  /** As in the list of its area. */
  name: string;
  /** Its files that other modules may import: paths in its folder, without extension. A test holds the list. */
  exports?: readonly string[];
  entities?: readonly EntityClass<object>[];
  /** SQL that selects as `key` the keys of all objects its rows refer to. A backup that lacks one of them is incomplete. */
  objects?: string;
  /** Its part of the permission table. */
  permissions?: Readonly<Record<string, PermissionRule>>;
  /** What plans and purchases can give, and this module asks for with `isEntitled`. */
  entitlements?: Readonly<Record<string, EntitlementRule>>;
  /** Costs by `Type.field`, for fields that return more than a KiB and for lists longer than usual. */
  fieldCosts?: Readonly<Record<string, FieldCost>>;
  resolvers?: readonly ResolverClass[];
  /** Settings that admins can change at runtime. */
  settings?: readonly Setting[];
  /** Rules for removing old rows. */
  retention?: readonly RetentionRule[];
  /** Its job types; admins see their queues. */
  jobs?: readonly AnyJob[];
  /** Its notification kinds; each registers a handler of its event. */
  notificationKinds?: readonly NotificationKind[];
  /** Its documents for `search`. */
  searchSources?: readonly SearchSource[];
  /** Its objects with an owner and co-authors; `authorship` hands them over. */
  authored?: readonly Authored[];
  /** Its mails that are no notifications; `notifications` sends them. */
  mails?: readonly DeclaredMail[];
  /**
   * SQL expression of the viewer's `memberships` as a JSON array, for the account `u`; one module declares it. Authentication reads and
   * caches it with the account, so the module calls `credentialCache.changed` for each account whose memberships change.
   */
  memberships?: string;
  /** Personal data it holds; absent if none. */
  personalData?: PersonalData;
  /** Data of organizations it holds; absent if none. */
  organizationData?: OrganizationData;
  /** Creates its services. `neighbours` has the services of the modules before it. Must not use the platform's connections yet. */
  wire?(platform: Platform, neighbours: Services, all: Declarations): Wired;
}

/** Services that modules provide to later modules, by name. Each module adds its own by declaration merging. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the modules
export interface Services {}

/** Combined declarations of all modules, and hooks for tests. */
export interface Declarations {
  settings: readonly Setting[];
  retention: readonly RetentionRule[];
  jobs: readonly AnyJob[];
  notificationKinds: NotificationKinds;
  mails: readonly DeclaredMail[];
  personalData: readonly PersonalData[];
  organizationData: readonly OrganizationData[];
  searchSources: readonly SearchSource[];
  /** SQL expression of an account's memberships. */
  memberships: string;
  authored: readonly Authored[];
  /** Called at named points of background work, where tests kill a worker. */
  checkpoint(name: string): void;
}

/** Runtime parts of a module. */
export interface Wired {
  services?: Partial<Services>;
  /** Instances of its resolver classes. A class with a constructor without parameters may be omitted. */
  resolvers?: readonly object[];
  /** Lookups by key for its types that implement Node, by type name. */
  nodes?: NodeLookups;
  eventHandlers?: readonly EventHandler[];
  /** Background work of the worker process; started and closed with it. */
  workers?: readonly (() => Promise<BackgroundWork>)[];
  /** Background work of every process, API or worker. */
  everywhere?: readonly (() => Promise<BackgroundWork>)[];
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- constructors take the services of their module
export type ResolverClass = new (...services: any[]) => object;

export type BackgroundWork = Pick<JobWorker, "close">;

/** Removes old data in daily runs. */
export interface RetentionRule {
  /** Unique, for log and audit: `sessions`. */
  name: string;
  /** Retention in days; 0 keeps the data forever. */
  days: Setting<number>;
  /** Removes at most `limit` older rows, in one transaction, and returns their number. Idempotent. */
  purge(em: EntityManager, before: Date, limit: number): Promise<number>;
}
