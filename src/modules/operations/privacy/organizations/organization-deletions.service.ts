import type { SignedIn } from "../../../../access/viewer.js";
import { organizationDeletionChanged } from "../../../../events/organization-deletion-changed.event.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import {
  currentOrganization,
  expectToOwn,
  readOrganization,
  type OrganizationRow,
} from "../../../accounts/organizations/organization.rows.js";
import { record } from "../../../base/audit/record.js";
import type { ProveTwice } from "../deletion/prove-twice.js";
import { deleteOrganization } from "./delete-organization.job.js";

export interface OrganizationDeletionsService {
  /** By an owner. The organization works as before until the date. CONFLICT if a deletion is already open. */
  request(
    viewer: SignedIn,
    input: { organizationId: string; slug: string; password: string | null; code: string | null },
    address: string,
  ): Promise<OrganizationRow>;
  /** By an owner. CONFLICT once it has begun. */
  cancel(viewer: SignedIn, deletionId: string, address: string): Promise<OrganizationRow>;
}

interface Dependencies {
  db: Database;
  env: { ACCOUNT_DELETION_GRACE_DAYS: number };
  jobs: Jobs;
  log: Logger;
  proveTwice: ProveTwice;
}

export function createOrganizationDeletionsService({ db, env, jobs, log, proveTwice }: Dependencies): OrganizationDeletionsService {
  const read = (viewer: SignedIn, id: string) => readOrganization(db.em.fork(), viewer, { id });

  return {
    async request(viewer, { organizationId, slug, password, code }, address) {
      const organization = await read(viewer, organizationId);
      expectToOwn(organization);
      if (slug.toLowerCase() !== organization.slug)
        throw badInput("input.slug", "Type the slug of the organization that is to be deleted.", "WRONG");
      const days = env.ACCOUNT_DELETION_GRACE_DAYS;
      await proveTwice(viewer, { password, code }, address, async (tx) => {
        expectToOwn(await currentOrganization(tx, viewer, organizationId));
        const [made] = await rows<{ id: string; dueAt: Date }>(
          tx,
          `insert into organization_deletions (id, organization_id, user_id, status, due_at, attempt, done, total)
           values (?, ?, ?, 'SCHEDULED', now() + ? * interval '1 day', 0, 0, 0)
           on conflict (organization_id) where status in ('SCHEDULED', 'RUNNING') do nothing returning id, due_at as "dueAt"`,
          [newId(), organizationId, viewer.id, days],
        );
        if (!made) throw new AppError("CONFLICT", "The deletion of this organization is already scheduled.");
        announce(tx, organizationDeletionChanged, { organizationId, deletionId: made.id, change: "SCHEDULED" });
        record(tx, {
          ...{ actorId: viewer.id, action: "organization.deletion-requested", subject: { type: "organization", id: organizationId } },
          ...{ address, details: { dueAt: made.dueAt.toISOString() } },
        });
        if (days > 0) return;
        // Not awaited: the sweeper also adds the job.
        tx.afterCommit(() => {
          jobs
            .add(deleteOrganization, { id: made.id }, made.id)
            .catch((error: unknown) => log.warn({ err: error }, "job not added; the sweeper will"));
        });
      });
      return read(viewer, organizationId);
    },

    async cancel(viewer, deletionId, address) {
      const sql = `select organization_id as "organizationId" from organization_deletions where id = ?`;
      const [found] = await rows<{ organizationId: string }>(db.em.fork(), sql, [deletionId]);
      if (!found) throw notFound("organization deletion");
      const { organizationId } = found;
      await db.transaction(async (tx) => {
        const organization = await currentOrganization(tx, viewer, organizationId).catch(() => {
          throw notFound("organization deletion");
        });
        expectToOwn(organization);
        const off = await rows(
          tx,
          "update organization_deletions set status = 'CANCELLED', finished_at = now() where id = ? and status = 'SCHEDULED' returning 1",
          [deletionId],
        );
        if (off.length === 0) throw new AppError("CONFLICT", "There is no deletion that can be cancelled.");
        announce(tx, organizationDeletionChanged, { organizationId, deletionId, change: "CANCELLED" });
        record(tx, {
          ...{
            actorId: viewer.id,
            action: "organization.deletion-cancelled",
            subject: { type: "organization", id: organizationId },
            address,
          },
        });
      });
      return read(viewer, organizationId);
    },
  };
}
