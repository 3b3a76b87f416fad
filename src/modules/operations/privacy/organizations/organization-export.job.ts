import { organizationExportReady } from "../../../../events/organization-export-ready.event.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { asDownload, type ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { csvOf, type Cell } from "../../../../platform/storage/table-file.js";
import { record } from "../../../base/audit/record.js";
import { rowJob, type Work } from "../../../contracts/claimed-work.js";
import type { Claim } from "../../../contracts/claims.js";
import type { NotificationKinds } from "../../../contracts/notification-kind.js";
import type { OrganizationData } from "../../../contracts/organization-data.js";
import type { ExportPart, ExportReader, FilesPart, ObjectsPart } from "../../../contracts/personal-data.js";
import { writeArchive } from "../export/archive.js";
import { organizationArchiveKey } from "./organization-export.rows.js";

export const exportOrganization = rowJob("export-organization", "Writes the archive of an organization's data.");

/** Named points where tests kill the worker. */
export type OrganizationExportCheckpoint = "organization-export-before-commit";

export interface OrganizationExportDependencies {
  db: Database;
  storage: ObjectStorage;
  log: Logger;
  env: { DATA_EXPORT_DAYS: number };
  /** From all modules. */
  organizationData: readonly OrganizationData[];
  kinds: NotificationKinds;
  checkpoint: (name: OrganizationExportCheckpoint) => void;
}

/** Several hours, including backoff. */
const MOST_ATTEMPTS = 30;

/** Runs in the worker, as the export of an account does: idempotent, on any number of workers, one archive remains. */
export function createOrganizationExportWork(deps: OrganizationExportDependencies): Work {
  const { db, storage, log, organizationData, kinds, checkpoint } = deps;

  return async (claim, keep) => {
    const { id, attempt } = claim;
    await removeOrganizationArchives(storage, { id, attempt: attempt - 1 });
    if (attempt > MOST_ATTEMPTS) return end(claim, "status = 'FAILED'");
    const sql = `select e.organization_id as "organizationId", o.slug from organization_exports e join organizations o on o.id = e.organization_id where e.id = ?`;
    const [found] = await rows<{ organizationId: string; slug: string }>(db.em.fork(), sql, [id]);
    if (!found) return;

    const declared = organizationData.flatMap((module) => module.exports ?? []);
    const parts = [...declared, tablesOf(declared)];
    const reader: ExportReader = {
      ...{ ownerId: found.organizationId, storage, kinds },
      rows: (text, params) => rows(db.em.fork(), text, params),
    };
    let total = 0;
    for (const part of parts) total += await part.count(reader);
    let done = 0;
    await keep({ done, total });
    const title = `All data of the organization ${found.slug} at CodeQuest.`;
    const archive = await writeArchive(parts, reader, async () => keep(++done % 100 === 0 ? { done, total } : undefined), title);
    try {
      await keep({ done, total });
      await storage.putStream(organizationArchiveKey(id, attempt), {
        content: archive.stream(),
        sizeBytes: archive.sizeBytes,
        contentType: "application/zip",
        contentDisposition: asDownload(`${found.slug}-${new Date().toISOString().slice(0, 10)}.zip`),
      });
    } finally {
      await archive.close();
    }
    checkpoint("organization-export-before-commit");
    await end(claim, "status = 'READY', size_bytes = ?, expires_at = now() + ? * interval '1 day'", [
      archive.sizeBytes,
      deps.env.DATA_EXPORT_DAYS,
    ]);
    log.info({ exportId: id, attempt, items: done, sizeBytes: archive.sizeBytes }, "organization exported");
  };

  async function end(claim: Claim, outcome: string, params: readonly unknown[] = []): Promise<void> {
    const { id, userId, attempt } = claim;
    const isEnded = await db.transaction(async (tx) => {
      const [row] = await rows<{ status: string; organizationId: string }>(
        tx,
        `update organization_exports set ${outcome}, finished_at = now(), leased_until = null
         where id = ? and attempt = ? and status = 'RUNNING' returning status, organization_id as "organizationId"`,
        [...params, id, attempt],
      );
      if (row?.status === "READY") {
        announce(tx, organizationExportReady, { exportId: id, organizationId: row.organizationId, userId });
        record(tx, { actorId: null, action: "organization.export-ready", subject: { type: "organization", id: row.organizationId } });
      }
      return row !== undefined;
    });
    // Another worker has claimed it, or the organization was deleted.
    if (!isEnded) await storage.remove(organizationArchiveKey(id, attempt));
  }
}

/** Lists that are tables, as CSV too. Values that a spreadsheet would take for formulas are escaped. */
function tablesOf(parts: readonly ExportPart[]): FilesPart {
  const tables = parts.filter((part): part is ObjectsPart & { table: readonly string[] } => "objects" in part && part.table !== undefined);
  return {
    name: "tables",
    description: "Lists as CSV, for spreadsheets.",
    count: async () => tables.length,
    async *files(reader) {
      for (const part of tables) {
        const lines: string[] = [csvOf(part.table, [], true)];
        for await (const row of part.objects(reader)) lines.push(csvOf(part.table, [cellsOf(part.table, row)], false));
        yield { path: `${part.name}.csv`, content: lines.join(""), changedAt: new Date() };
      }
    },
  };
}

function cellsOf(columns: readonly string[], row: object): Record<string, Cell> {
  const cell = (value: Cell | Date | undefined): Cell => (value instanceof Date ? value.toISOString() : (value ?? null));
  return Object.fromEntries(columns.map((column) => [column, cell((row as Record<string, Cell | Date>)[column])]));
}

/** Archives of all attempts up to this one. */
export async function removeOrganizationArchives(storage: ObjectStorage, { id, attempt }: { id: string; attempt: number }): Promise<void> {
  for (let one = 1; one <= attempt; one++) await storage.remove(organizationArchiveKey(id, one));
}
