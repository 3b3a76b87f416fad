import type { SignedIn } from "../../../access/viewer.js";
import { isAdmin } from "../../../access/policy.js";
import { notFound } from "../../../kernel/errors.js";
import { isId } from "../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import type { PackageImport } from "./package-import.entity.js";

export interface PackageImportRow extends Pick<
  PackageImport,
  "id" | "status" | "format" | "faults" | "ignored" | "createdAt" | "finishedAt"
> {
  userId: string;
  problemId: string | null;
  testsDone: number;
  testsTotal: number;
}

const IMPORT_COLUMNS = `i.id, i.user_id as "userId", i.status, i.format, i.faults, i.ignored, i.problem_id as "problemId", i.done as "testsDone",
  i.total as "testsTotal", i.created_at as "createdAt", i.finished_at as "finishedAt"`;

export function importRows(em: EntityManager, ids: readonly string[]): Promise<PackageImportRow[]> {
  return rows<PackageImportRow>(em, `select ${IMPORT_COLUMNS} from package_imports i where i.id in (?)`, [ids]);
}

export const maySeeImport = (viewer: SignedIn, { userId }: PackageImportRow): boolean => userId === viewer.id || isAdmin(viewer);

/** NOT_FOUND unless the viewer requested it. */
export async function readImport(em: EntityManager, viewer: SignedIn, id: string): Promise<PackageImportRow> {
  const [row] = isId(id) ? await importRows(em, [id]) : [];
  if (!row || !maySeeImport(viewer, row)) throw notFound("import of a package");
  return row;
}
