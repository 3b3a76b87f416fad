import { newestFirst } from "../../../graphql/keyset-list.js";
import { CO_AUTHOR_IDS } from "../problems/problem.rows.js";
import type { SubmissionRow } from "./submission.type.js";

/** Selects SubmissionRows: submissions `s` and their problems `p`. */
export const SUBMISSION_COLUMNS = `s.id, s.user_id as "userId", s.problem_id as "problemId", p.author_id as "problemAuthorId", p.organization_id as "problemOrganizationId", ${CO_AUTHOR_IDS} as "problemCoAuthorIds", s.language, s.source_bytes as "sourceBytes",
  s.created_at as "createdAt"`;
/** Without those that are set apart. */
export const FROM_SUBMISSIONS = "from submissions s join problems p on p.id = s.problem_id and not s.set_apart";
/** Joins the newest judgement `j` of each submission that counts. */
export const JOIN_LATEST_JUDGEMENT =
  "join lateral (select * from judgements where submission_id = s.id and not staged order by id desc limit 1) j on true";

// UUIDv7 ids sort by time, so the id alone defines the order.
export const NEWEST_SUBMISSION_FIRST = newestFirst<SubmissionRow>("s.id");
