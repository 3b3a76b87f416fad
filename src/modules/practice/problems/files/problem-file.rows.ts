import DataLoader from "dataloader";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import type { NamedPicture } from "../../../../graphql/markdown.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import type { ProblemContent } from "../edits/problem-content.js";
import type { ProblemFile } from "./problem-file.entity.js";

export type ProblemFileRow = Pick<ProblemFile, "id" | "kind" | "name" | "contentType" | "sizeBytes" | "sha256" | "key">;

const COLUMNS = `f.id, f.kind, f.name, f.content_type as "contentType", f.size_bytes as "sizeBytes", f.sha256, f.key`;

const byName = (one: ProblemFileRow, other: ProblemFileRow): number => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0);

/** Sorted by name. */
export async function readFiles(em: EntityManager, ids: readonly string[]): Promise<ProblemFileRow[]> {
  if (ids.length === 0) return [];
  return (await rows<ProblemFileRow>(em, `select ${COLUMNS} from problem_files f where f.id in (?)`, [ids])).sort(byName);
}

/** Files of the live revision, sorted by name. Checks no permission. */
export const filesOfProblem: LoaderFactory<string, ProblemFileRow[]> = ({ em }) =>
  new DataLoader(async (problemIds) => {
    const found = await rows<ProblemFileRow & { problemId: string }>(
      em,
      `select f.problem_id as "problemId", ${COLUMNS} from problems p join problem_files f on f.problem_id = p.id and jsonb_exists(p.files, f.id::text)
       where p.id in (?)`,
      [problemIds],
    );
    const byProblem = Map.groupBy(found.sort(byName), ({ problemId }) => problemId);
    return problemIds.map((id) => byProblem.get(id) ?? []);
  });

/** Checks no permission: a revision includes its files. */
const problemFileById: LoaderFactory<string, ProblemFileRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const byId = new Map((await readFiles(em, ids)).map((file) => [file.id, file]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** Sorted by name. Those that do not exist any more are left out. */
export async function filesWithIds(context: RequestContext, ids: readonly string[]): Promise<ProblemFileRow[]> {
  const found = await context.loader(problemFileById).loadMany(ids);
  return found.filter((file): file is ProblemFileRow => file !== null && !(file instanceof Error)).sort(byName);
}

/** By the whole path, as it is or percent-encoded: `tree.png` is not in `oaktree.png` or `figures/tree.png`. */
function isNamedIn(texts: readonly string[], name: string): boolean {
  const places = [name, encodeURI(name)].map((place) => place.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_.%-]|[^.]/)(?:${places.join("|")})`, "u");
  return texts.some((text) => pattern.test(text));
}

/** For readers who may not see the explanation: without pictures that the other texts do not name. */
export const withoutSolution = (
  files: readonly ProblemFileRow[],
  { statement, constraints, hints }: Pick<ProblemContent, "statement" | "constraints" | "hints">,
): ProblemFileRow[] => files.filter(({ kind, name }) => kind !== "PICTURE" || isNamedIn([statement, constraints, ...hints], name));

const LINK_SECONDS = 3600;

/** Addresses that serve a file for an hour. */
export type ProblemFileLinks = (file: Pick<ProblemFileRow, "key">) => Promise<string>;

export const createProblemFileLinks =
  (storage: ObjectStorage): ProblemFileLinks =>
  ({ key }) =>
    storage.presignGet(key, LINK_SECONDS);

/** Pictures as texts of the problem name them. */
export const picturesAmong = (files: readonly ProblemFileRow[], links: ProblemFileLinks): NamedPicture[] =>
  files.filter(({ kind }) => kind === "PICTURE").map((file) => ({ id: file.id, name: file.name, url: () => links(file) }));
