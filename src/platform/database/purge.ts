import { rows, type EntityManager } from "./database.js";

/** Deletes old rows of a table, at most `limit`; each `?` of `condition` is the time. Returns the number of deleted rows. */
export function purgeRows(table: string, condition: string) {
  const times = condition.split("?").length - 1;
  return async (em: EntityManager, before: Date, limit: number): Promise<number> => {
    const old = `select ctid from ${table} where ${condition} limit ${limit} for update skip locked`;
    return (await rows(em, `delete from ${table} where ctid = any(array(${old})) returning 1`, Array<Date>(times).fill(before))).length;
  };
}
