import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { DAY_MS, MINUTE_MS } from "../../../../kernel/units.js";
import { rows, violatedUnique, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { Prove } from "../../../accounts/identity/credentials/proof.js";
import { expectToOwn, readOrganization } from "../../../accounts/organizations/organization.rows.js";
import { record } from "../../../base/audit/record.js";
import { exportOrganization } from "./organization-export.job.js";
import {
  FROM_EXPORTS_OF_OWNER,
  ORGANIZATION_EXPORT_COLUMNS,
  organizationArchiveKey,
  type OrganizationExportRow,
} from "./organization-export.rows.js";

/** For owners of the organization. The archive has addresses and hidden tests, so each call asks for the password. */
export interface OrganizationExportsService {
  /** CONFLICT if an export is in progress. */
  request(viewer: SignedIn, input: { organizationId: string; password: string | null }, address: string): Promise<OrganizationExportRow>;
  /** A short-lived URL of the archive. CONFLICT unless READY. */
  link(viewer: SignedIn, input: { exportId: string; password: string | null }, address: string): Promise<{ url: string; expiresAt: Date }>;
  list(em: EntityManager, viewer: SignedIn, organizationId: string, page: PageArgs): Promise<Connection<OrganizationExportRow>>;
}

const REQUESTS = { name: "organization-archives", most: 5, windowMs: DAY_MS };
const LINK_MS = 15 * MINUTE_MS;
const NEWEST_FIRST = newestFirst<OrganizationExportRow>("e.id");

interface Dependencies {
  db: Database;
  jobs: Jobs;
  storage: ObjectStorage;
  limiter: RateLimiter;
  log: Logger;
  prove: Prove;
}

export function createOrganizationExportsService({ db, jobs, storage, limiter, log, prove }: Dependencies): OrganizationExportsService {
  const read = async (em: EntityManager, viewer: SignedIn, id: string): Promise<OrganizationExportRow> => {
    const sql = `select ${ORGANIZATION_EXPORT_COLUMNS} ${FROM_EXPORTS_OF_OWNER} where e.id = ?`;
    const [row] = await rows<OrganizationExportRow>(em, sql, [viewer.id, id]);
    if (!row) throw notFound("organization export");
    return row;
  };
  const note = (em: EntityManager, verb: string, viewer: SignedIn, organizationId: string, exportId: string, address: string) =>
    record(em, {
      ...{ actorId: viewer.id, action: `organization.${verb}`, subject: { type: "organization", id: organizationId } },
      ...{ address, details: { exportId } },
    });

  return {
    async request(viewer, { organizationId, password }, address) {
      expectToOwn(await readOrganization(db.em.fork(), viewer, { id: organizationId }));
      await prove(viewer, password, "input.password", address);
      const refused = await limiter.take(REQUESTS, organizationId);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${REQUESTS.most} exports of an organization per day.`, refused);
      const id = newId();
      await db
        .transaction(async (tx) => {
          await tx.execute(
            "insert into organization_exports (id, organization_id, user_id, status, attempt, done, total) values (?, ?, ?, 'QUEUED', 0, 0, 0)",
            [id, organizationId, viewer.id],
          );
          note(tx, "export-requested", viewer, organizationId, id, address);
          tx.afterCommit(() => {
            // Not awaited: the sweeper also adds the job.
            jobs.add(exportOrganization, { id }, id).catch((error: unknown) => log.warn({ err: error }, "job not added; the sweeper will"));
          });
        })
        .catch((error: unknown) => {
          if (violatedUnique(error) !== "organization_exports_one_open") throw error;
          throw new AppError("CONFLICT", "An export of this organization is already in progress.");
        });
      const [row] = await rows<OrganizationExportRow>(
        db.em.fork(),
        `select ${ORGANIZATION_EXPORT_COLUMNS} from organization_exports e where e.id = ?`,
        [id],
      );
      return row!;
    },

    async link(viewer, { exportId, password }, address) {
      const row = await read(db.em.fork(), viewer, exportId);
      await prove(viewer, password, "input.password", address);
      if (row.status !== "READY" || row.expiresAt! <= new Date())
        throw new AppError(
          "CONFLICT",
          "There is no archive: it is not written yet, it failed, or it has been removed. Request a new export.",
        );
      await db.transaction(async (em) => note(em, "export-link-made", viewer, row.organizationId, exportId, address));
      const lastsMs = Math.min(LINK_MS, row.expiresAt!.getTime() - Date.now());
      const url = await storage.presignGet(organizationArchiveKey(exportId, row.attempt), Math.ceil(lastsMs / 1000));
      return { url, expiresAt: new Date(Date.now() + lastsMs) };
    },

    async list(em, viewer, organizationId, page) {
      expectToOwn(await readOrganization(em, viewer, { id: organizationId }));
      const conditions = [{ sql: "e.organization_id = ?", params: [organizationId] }];
      const list = { select: ORGANIZATION_EXPORT_COLUMNS, from: "from organization_exports e", conditions };
      return readConnection<OrganizationExportRow>(em, list, page, NEWEST_FIRST);
    },
  };
}
