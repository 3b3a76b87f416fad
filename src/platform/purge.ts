import { rows, type EntityManager } from "./database.js";

/** Removes old rows of a table, at most `limit`; `condition` names the time as its only `?`. Answers how many it were. */
export function purgeRows(table: string, condition: string) {
  return async (em: EntityManager, before: Date, limit: number): Promise<number> => {
    const old = `select ctid from ${table} where ${condition} limit ${limit} for update skip locked`;
    return (await rows(em, `delete from ${table} where ctid = any(array(${old})) returning 1`, [before])).length;
  };
}
