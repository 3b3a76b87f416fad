/** Files of problems from their content to their rows: those of uploads and of packages go the same way. */
import { createHash } from "node:crypto";
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { cleanFileName } from "../../../base/storage/upload-rules.js";
import { Problem } from "../problem.entity.js";
import { forgetOldFiles } from "./forget-old-files.js";
import { FILE_NAME_MAX, PROBLEM_FILES, ProblemFile } from "./problem-file.entity.js";

/** A stored object that has no row yet. */
export type NewProblemFile = Pick<ProblemFile, "kind" | "name" | "contentType" | "sizeBytes" | "sha256" | "key">;

/** A safe relative path; null if nothing of the name can be used. */
export function fileNameOf(path: string): string | null {
  const name = path
    .split("/")
    .map((part) => cleanFileName(part))
    .join("/");
  return path === "" || name.length > FILE_NAME_MAX ? null : name;
}

/** Stores the object of a file whose content has been examined. The sweeper removes it if no row follows. */
export async function storeContent(
  storage: ObjectStorage,
  { content, ...file }: Pick<ProblemFile, "kind" | "name" | "contentType"> & { content: Buffer },
): Promise<NewProblemFile> {
  const key = PROBLEM_FILES + newId();
  await storage.put(key, content, file.contentType, file.kind === "ATTACHMENT" ? { downloadAs: file.name.split("/").at(-1)! } : {});
  return { ...file, sizeBytes: content.length, sha256: createHash("sha256").update(content).digest("hex"), key };
}

/**
 * Ids of the rows, which are added unless the problem has or had the same files. If that makes too many, those of old revisions go. The
 * caller holds the lock on the problem's row.
 */
export async function keepFiles(em: EntityManager, problem: Problem, files: readonly NewProblemFile[]): Promise<string[]> {
  const present = await rows<Pick<ProblemFile, "id" | "kind" | "name" | "sha256">>(
    em,
    "select id, kind, name, sha256 from problem_files where problem_id = ?",
    [problem.id],
  );
  const same = (one: NewProblemFile) =>
    present.find(({ kind, name, sha256 }) => kind === one.kind && name === one.name && sha256 === one.sha256);
  const reused = files.flatMap((file) => same(file)?.id ?? []);
  const added = files.filter((file) => !same(file));
  await forgetOldFiles(em, problem, added, reused);
  return files.map((file) => {
    const known = same(file);
    if (known) return known.id;
    const row = Object.assign(new ProblemFile(), file);
    row.problem = em.getReference(Problem, problem.id, { wrapped: true });
    em.persist(row);
    return row.id;
  });
}

/** Copies the rows to another problem, which has none; the objects are shared. */
export async function copyFiles(em: EntityManager, ids: readonly string[], to: Problem): Promise<string[]> {
  const originals = ids.length === 0 ? [] : await em.find(ProblemFile, { id: { $in: [...ids] } });
  return keepFiles(em, to, originals.map(({ kind, name, contentType, sizeBytes, sha256, key }) => ({ kind, name, contentType, sizeBytes, sha256, key }))); // prettier-ignore
}
