import DataLoader from "dataloader";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { readConnection, toConnection, type KeysetOrder } from "../../../../graphql/keyset-list.js";
import { parsePage, type Connection, type PageArgs } from "../../../../graphql/pagination.js";
import { badInput } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { regionsOf, type Region } from "../code/compare.js";
import { decodeTokens } from "../code/stored-tokens.js";
import { similarTo } from "../fingerprints/similar-to.js";
import { othersToCompare, pairsToSee } from "./access.js";

export interface PairRow {
  /** Of the second submission, or of the pair: unique in its list. */
  id: string;
  firstId: string;
  secondId: string;
  score: number;
  fingerprints: number;
  tiling: number;
}

const MOST_SIMILAR_FIRST: KeysetOrder<PairRow> = {
  name: "similar",
  columns: [
    { sql: "pair.score", direction: "desc", cast: "float8" },
    { sql: "pair.id", direction: "desc", cast: "uuid" },
  ],
  key: ({ score, id }) => [score, id],
};

/** Stored pairs, the most similar first. NOT_FOUND and FORBIDDEN as for the problem or the assignment. */
export async function listPairs(
  em: EntityManager,
  viewer: SignedIn,
  filter: { problemId: string | null; assignmentId: string | null; minimumScore: number },
  page: PageArgs,
): Promise<Connection<PairRow>> {
  const conditions = await pairsToSee(em, viewer, filter);
  const list = {
    select: `pair.id, pair.first_submission_id as "firstId", pair.second_submission_id as "secondId", pair.score, pair.fingerprints, pair.tiling`,
    from: "from similar_pairs pair join submissions a on a.id = pair.first_submission_id join submissions b on b.id = pair.second_submission_id",
    conditions: [...conditions, { sql: "pair.score >= ?", params: [filter.minimumScore] }],
  };
  return readConnection(em, list, page, MOST_SIMILAR_FIRST);
}

/** Compares now: also with submissions that came later, and with those that no stored pair has. */
export async function listSimilar(
  em: EntityManager,
  viewer: SignedIn,
  { submissionId, assignmentId, minimumScore }: { submissionId: string; assignmentId: string | null; minimumScore: number },
  args: PageArgs,
): Promise<Connection<PairRow>> {
  const page = parsePage(args, MOST_SIMILAR_FIRST.name);
  const among = await othersToCompare(em, viewer, submissionId, assignmentId);
  const all = (await similarTo(em, submissionId, among))
    .filter(({ score }) => score >= minimumScore)
    .map(({ submissionId: secondId, ...measures }) => ({ ...measures, id: secondId, firstId: submissionId, secondId }));
  const [after, before] = [placeOf("after", page.after), placeOf("before", page.before)];
  const between = all.filter((row) => (!after || isBeyond(row, after)) && (!before || isBeyond(before, row)));
  const ordered = page.direction === "backward" ? between.toReversed() : between;
  return toConnection(
    ordered.slice(0, page.size + 1),
    page,
    MOST_SIMILAR_FIRST,
    (row) => row,
    () => Promise.resolve(all.length),
  );
}

type Place = Pick<PairRow, "score" | "id">;

const isBeyond = (row: Place, place: Place) => row.score < place.score || (row.score === place.score && row.id < place.id);

function placeOf(field: string, key: readonly (string | number)[] | null): Place | null {
  if (!key) return null;
  const [score, id] = [Number(key[0]), String(key[1])];
  if (key.length !== 2 || !Number.isFinite(score) || !isId(id))
    throw badInput(field, "This cursor does not belong to this list.", "INVALID_FORMAT");
  return { score, id };
}

/** By the ids of two submissions, with a space between them: where their programs agree. Checks no permission. */
export const regionsOfPair: LoaderFactory<string, Region[]> = ({ em }) =>
  new DataLoader(async (pairs) => {
    const ids = [...new Set(pairs.flatMap((pair) => pair.split(" ")))];
    const sql = "select submission_id as id, tokens from code_fingerprints where submission_id in (?)";
    const found = await rows<{ id: string; tokens: Buffer }>(em, sql, [ids]);
    const byId = new Map(found.map(({ id, tokens }) => [id, decodeTokens(tokens)]));
    return pairs.map((pair) => {
      const [first, second] = pair.split(" ").map((id) => byId.get(id));
      return first && second ? regionsOf(first, second) : [];
    });
  });

export interface CodeRow {
  id: string;
  userId: string;
  problemId: string;
  language: string;
  createdAt: Date;
}

/** Checks no permission. */
export const comparedCode: LoaderFactory<string, CodeRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const sql = `select id, user_id as "userId", problem_id as "problemId", language, created_at as "createdAt" from submissions where id in (?)`;
    const byId = new Map((await rows<CodeRow>(em, sql, [ids])).map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** Null after the account is deleted. Checks no permission. */
export const comparedSource: LoaderFactory<string, string | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; source: string | null }>(em, "select id, source from submissions where id in (?)", [ids]);
    const byId = new Map(found.map(({ id, source }) => [id, source]));
    return ids.map((id) => byId.get(id) ?? null);
  });
