/**
 * Order of rows below a parent by fractional keys: a move changes the moved row only, so that moves by two authors at the same time both
 * survive. Keys are compared byte by byte: the columns have the collation "C".
 */
import { randomInt } from "node:crypto";
import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";
import { AppError, badInput } from "../../../kernel/errors.js";
import { rows, violatedUnique, type Database, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import { POSITION_MAX } from "./limits.js";

/** Candidates between two neighbours. Two authors rarely choose the same one; if they do, the second tries again. */
const CANDIDATES = 8;
const ATTEMPTS = 20;
/** Two moves took the same key, or the same number for the revision of their track. */
const RETRIED = /_position_unique$|^track_revisions_number_unique$/;

/** A key between two others, null standing for the ends. Random, so that concurrent callers get different ones. */
export function positionBetween(before: string | null, after: string | null): string {
  return generateNKeysBetween(before, after, CANDIDATES)[randomInt(CANDIDATES)]!;
}

/** Keys for a new list. */
export const positionsFor = (count: number): string[] => generateNKeysBetween(null, null, count);

export const positionAfter = (last: string | null): string => generateKeyBetween(last, null);

export interface OrderedTable {
  name: "track_modules" | "lessons" | "materials" | "assignments";
  /** Column with the parent's id. */
  parent: "track_id" | "module_id" | "lesson_id";
}

/** The key after the last row of a parent, for a new row. */
export async function lastPosition(em: EntityManager, { name, parent }: OrderedTable, parentId: string): Promise<string> {
  const [last] = await rows<{ position: string }>(em, `select position from ${name} where ${parent} = ? order by position desc limit 1`, [
    parentId,
  ]);
  return positionBetween(last?.position ?? null, null);
}

/**
 * The key right after a sibling, or before all of them if `afterId` is null. BAD_USER_INPUT if `afterId` is not a child of the parent or is
 * the moved row itself.
 */
export async function positionAt(
  em: EntityManager,
  { name, parent }: OrderedTable,
  { id, parentId, afterId }: { id: string; parentId: string; afterId: string | null },
): Promise<string> {
  let before: string | null = null;
  if (afterId !== null) {
    const [sibling] = await rows<{ position: string }>(em, `select position from ${name} where id = ? and ${parent} = ? and id <> ?`, [
      afterId,
      parentId,
      id,
    ]);
    if (!sibling) throw badInput("input.afterId", "Give another item of the same list.", "UNKNOWN_VALUE");
    before = sibling.position;
  }
  const [next] = await rows<{ position: string }>(
    em,
    `select position from ${name} where ${parent} = ? and id <> ? and (?::text is null or position > ?::text) order by position limit 1`,
    [parentId, id, before, before],
  );
  const position = positionBetween(before, next?.position ?? null);
  if (position.length > POSITION_MAX)
    throw new AppError("CONFLICT", "Too many items were moved to this place. Move the item before it away and back first.");
  return position;
}

/** Runs a move in a transaction, again if another one was faster. */
export async function moving<T>(db: Database, move: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(move);
    } catch (error) {
      if (attempt === ATTEMPTS || !RETRIED.test(violatedUnique(error) ?? "")) throw error;
    }
  }
}
