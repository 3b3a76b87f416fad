import { createHash } from "node:crypto";
import type { Role, SignedIn, Viewer } from "../../../../access/viewer.js";
import { badInput, notFound, conflictOf } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, textArray, violatedUnique, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { record } from "../../audit/record.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import type { FeatureFlag } from "./feature-flag.entity.js";
import { createLiveRows } from "../live-rows.js";
import { changedMeanwhile } from "../settings.service.js";

export interface FlagChange {
  description?: string | null;
  enabled?: boolean | null;
  rolloutPercent?: number | null;
  /** Null for everyone; undefined leaves it unchanged. */
  roles?: readonly Role[] | null;
}

export interface FeatureFlagsService {
  /** Synchronous; changes may take moments to apply. */
  namesFor(viewer: Viewer): string[];
  /** Sorted by name. */
  list(): readonly FeatureFlag[];
  /** CONFLICT if the name is taken. */
  create(viewer: SignedIn, flag: FlagChange & { name: string }, address: string): Promise<FeatureFlag>;
  /** Omitted fields stay unchanged. */
  update(viewer: SignedIn, change: FlagChange & { name: string; expectedRevision: number }, address: string): Promise<FeatureFlag>;
  /** Returns the id. */
  delete(viewer: SignedIn, name: string, address: string): Promise<string>;
  start(): Promise<BackgroundWork>;
}

const COLUMNS = `id, name, description, enabled, rollout_percent as "rolloutPercent", roles, revision,
  created_at as "createdAt", updated_at as "updatedAt"`;

/** Bounded, because all flags are evaluated for each viewer. */
const MOST_FLAGS = 500;

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
}

export function createFeatureFlagsService({ db, pubSub, log }: Dependencies): FeatureFlagsService {
  const live = createLiveRows<FeatureFlag>("feature-flags", `select ${COLUMNS} from feature_flags order by name`, { db, pubSub, log });

  /** Runs in one transaction with its audit entry. */
  const change = <T>(work: (em: EntityManager) => Promise<T>): Promise<T> =>
    db.transaction((tx) => {
      live.changed(tx);
      return work(tx);
    });
  const note = (em: EntityManager, viewer: SignedIn, verb: string, { id }: FeatureFlag, address: string, details: object) =>
    record(em, {
      actorId: viewer.id,
      action: `feature-flag.${verb}`,
      subject: { type: "feature-flag", id },
      address,
      details: { ...details },
    });
  const locked = async (em: EntityManager, name: string) => {
    const [flag] = await rows<FeatureFlag>(em, `select ${COLUMNS} from feature_flags where name = ? for update`, [name]);
    if (!flag) throw notFound("feature flag");
    return flag;
  };

  return {
    namesFor: (viewer) =>
      live
        .current()
        .filter((flag) => isFlagOn(flag, viewer))
        .map(({ name }) => name),

    list: () => live.current(),

    async create(viewer, { name, description, enabled, rolloutPercent, roles }, address) {
      if (live.current().length >= MOST_FLAGS) throw badInput("input.name", `There are already ${MOST_FLAGS} flags. Delete unused ones.`);
      try {
        return await change(async (em) => {
          const [flag] = await rows<FeatureFlag>(
            em,
            `insert into feature_flags (id, name, description, enabled, rollout_percent, roles, revision)
             values (?, ?, ?, ?, ?, ?::text[], 1) returning ${COLUMNS}`,
            [newId(), name, description ?? "", enabled ?? false, rolloutPercent ?? 100, textArray(roles)],
          );
          note(em, viewer, "created", flag!, address, stateOf(flag!));
          return flag!;
        });
      } catch (error) {
        if (violatedUnique(error) !== "feature_flags_name_unique") throw error;
        throw conflictOf("input.name", "There is already a flag with this name.");
      }
    },

    update: (viewer, { name, expectedRevision, ...given }, address) =>
      change(async (em) => {
        const before = await locked(em, name);
        if (before.revision !== expectedRevision) throw changedMeanwhile("flag");
        const roles = given.roles === undefined ? before.roles : given.roles;
        const [after] = await rows<FeatureFlag>(
          em,
          `update feature_flags set description = ?, enabled = ?, rollout_percent = ?, roles = ?::text[], revision = revision + 1,
             updated_at = now() where id = ? returning ${COLUMNS}`,
          [
            given.description === undefined ? before.description : (given.description ?? ""),
            given.enabled ?? before.enabled,
            given.rolloutPercent ?? before.rolloutPercent,
            textArray(roles),
            before.id,
          ],
        );
        note(em, viewer, "updated", before, address, { name, from: stateOf(before), to: stateOf(after!) });
        return after!;
      }),

    delete: (viewer, name, address) =>
      change(async (em) => {
        const flag = await locked(em, name);
        await em.execute("delete from feature_flags where id = ?", [flag.id]);
        note(em, viewer, "deleted", flag, address, stateOf(flag));
        return flag.id;
      }),

    start: () => live.start(),
  };
}

type Targeting = Pick<FeatureFlag, "name" | "enabled" | "rolloutPercent" | "roles">;

/** Stable per account: a higher percentage only adds accounts, and each flag selects its own. */
export function isFlagOn({ name, enabled, rolloutPercent, roles }: Targeting, viewer: Viewer): boolean {
  if (!enabled) return false;
  if (roles && !(viewer && roles.includes(viewer.role))) return false;
  return rolloutPercent === 100 || (viewer !== null && placeOf(name, viewer.id) < rolloutPercent);
}

/** A number from 0 to below 100, uniformly distributed over accounts. */
function placeOf(flag: string, accountId: string): number {
  const digest = createHash("sha256").update(`${flag}:${accountId}`).digest();
  return (digest.readUInt32BE(0) / 2 ** 32) * 100;
}

function stateOf({ name, enabled, rolloutPercent, roles }: Targeting): Targeting {
  return { name, enabled, rolloutPercent, roles };
}
