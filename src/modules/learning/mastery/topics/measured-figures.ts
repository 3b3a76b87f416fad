import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { Group } from "../model/calibration.js";

/** The newest answers that `measured` counts: it reads them all. */
export const MOST_MEASURED = 100_000;
/** Predictions are counted in this many steps, so that the database returns few rows. */
const STEPS = 1000;

const groups = z.array(z.object({ predicted: z.number(), answers: z.int(), correct: z.int() }));
export const MEASURED = { name: "mastery-figures", longestMs: 10 * MINUTE_MS, content: contract("mastery figures", groups) };

/** Predictions that were stored with the answers, and the answers, of all learners. */
export function readGroups(em: EntityManager): Promise<Group[]> {
  return rows(
    em,
    `select avg(prediction) as predicted, count(*)::int as answers, count(*) filter (where correct)::int as correct
     from (select prediction, correct from mastery_evidence order by at desc limit ${MOST_MEASURED}) newest
     group by width_bucket(prediction, 0, 1, ${STEPS})`,
  );
}
