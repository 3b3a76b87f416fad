import { MEMBERS_TOLD_AT_ONCE, organizationDeleted } from "../../../../events/organization-deleted.event.js";
import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { CredentialCache } from "../../../accounts/identity/sessions/credential-cache.js";
import type { SessionsService } from "../../../accounts/identity/sessions/sessions.service.js";
import { closeForDeletion } from "../../../accounts/organizations/organization-states.js";
import { lockOrganization } from "../../../accounts/organizations/organization.rows.js";
import { record } from "../../../base/audit/record.js";
import { rowJob, type Work } from "../../../contracts/claimed-work.js";
import type { OrganizationData } from "../../../contracts/organization-data.js";
import type { Erasure } from "../../../contracts/personal-data.js";

export const deleteOrganization = rowJob("delete-organization", "Deletes an organization that is due, with its data.");

/** Named points where tests kill the worker. */
export type OrganizationDeletionCheckpoint = "organization-closed" | "organization-half-deleted";

export interface OrganizationDeletionDependencies {
  db: Database;
  log: Logger;
  storage: ObjectStorage;
  cache: CredentialCache;
  sessions: Pick<SessionsService, "endOfOrganization">;
  /** From all modules, in dependency order. */
  organizationData: readonly OrganizationData[];
  checkpoint: (name: OrganizationDeletionCheckpoint) => void;
}

/**
 * Runs in the worker. First suspends the organization, so that its memberships give no rights and nothing new is created. Then erases its
 * data, module by module, in bounded steps, and last its row with members, invitations and domains. Idempotent, on any number of workers.
 */
export function createOrganizationDeletionWork(deps: OrganizationDeletionDependencies): Work {
  const { db, log, storage, cache, sessions, organizationData, checkpoint } = deps;

  const close = (id: string): Promise<void> =>
    db.transaction(async (tx) => {
      await lockOrganization(tx, id);
      tx.afterCommit(() => checkpoint("organization-closed"));
      await closeForDeletion(tx, cache, id);
      await sessions.endOfOrganization(tx, id, null);
    });

  const erase = async ({ step }: Erasure, id: string, keep: () => Promise<void>): Promise<void> => {
    while ((await db.transaction((tx) => step(tx, id, storage))) > 0) await keep();
  };

  const removeRow = async (tx: Transaction, organizationId: string, deletionId: string) => {
    const sql = `select user_id as "userId" from organization_members where organization_id = ? order by id`;
    const members = (await rows<{ userId: string }>(tx, sql, [organizationId])).map(({ userId }) => userId);
    const [found] = await rows<{ name: string; slug: string; seatsUsed: number }>(
      tx,
      `delete from organizations where id = ? returning name, slug, seats_used as "seatsUsed"`,
      [organizationId],
    );
    if (!found) return;
    for (let part = 0; part === 0 || part * MEMBERS_TOLD_AT_ONCE < members.length; part++) {
      const userIds = members.slice(part * MEMBERS_TOLD_AT_ONCE, (part + 1) * MEMBERS_TOLD_AT_ONCE);
      announce(tx, organizationDeleted, { organizationId, name: found.name, part, userIds });
    }
    const details = { deletionId, slug: found.slug, members: found.seatsUsed };
    record(tx, { actorId: null, action: "organization.deleted", subject: { type: "organization", id: organizationId }, details });
  };

  return async ({ id, attempt }, keep) => {
    const sql = `select organization_id as "organizationId" from organization_deletions where id = ?`;
    const [{ organizationId } = { organizationId: "" }] = await rows<{ organizationId: string }>(db.em.fork(), sql, [id]);
    await close(organizationId);

    // Dependent modules first.
    const erasures = organizationData.toReversed().flatMap((module) => module.erasures ?? []);
    for (const [done, erasure] of erasures.entries()) {
      await keep({ done, total: erasures.length });
      if (done === erasures.length >> 1) checkpoint("organization-half-deleted");
      await erase(erasure, organizationId, keep);
    }
    // A second pass: a request admitted just before the organization was closed may have written more data.
    for (const erasure of erasures) await erase(erasure, organizationId, keep);

    await db.transaction(async (tx) => {
      const [done] = await rows(
        tx,
        `update organization_deletions set status = 'DONE', done = ?, total = ?, finished_at = now(), leased_until = null
         where id = ? and attempt = ? and status = 'RUNNING' returning 1`,
        [erasures.length, erasures.length, id, attempt],
      );
      if (done) await removeRow(tx, organizationId, id);
    });
    log.info({ deletionId: id, attempt, steps: erasures.length }, "organization deleted");
  };
}
