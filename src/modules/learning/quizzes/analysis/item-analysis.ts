import { rows, type EntityManager } from "../../../../platform/database/database.js";

export interface QuestionStatisticsRow {
  questionId: string;
  attempts: number;
  /** Mean share of the points. */
  difficulty: number;
  /** Null without variance. */
  discrimination: number | null;
}

/**
 * Classical item analysis over the graded attempts of learners, all versions of a question together. `difficulty` is the mean share of
 * the points, negative shares included (for right or wrong answers: the p-value). `discrimination` is Pearson's correlation of the share
 * with the points of the other questions of the attempt; for right or wrong answers that is the corrected point-biserial correlation
 * (Crocker and Algina, "Introduction to Classical and Modern Test Theory", 1986, chapter 14).
 */
export function itemAnalysis(em: EntityManager, quizId: string): Promise<QuestionStatisticsRow[]> {
  return rows<QuestionStatisticsRow>(
    em,
    `with graded as (
       select aq.attempt_id, v.question_id, (aq.outcome->>'share')::float8 as share, (aq.outcome->>'points')::float8 as points
       from quiz_attempts a join quiz_attempt_questions aq on aq.attempt_id = a.id join question_versions v on v.id = aq.version_id
       where a.quiz_id = ? and a.status = 'GRADED' and not a.preview
     ), others as (
       select question_id, share, sum(points) over (partition by attempt_id) - points as rest from graded
     )
     select question_id as "questionId", count(*)::int as attempts, avg(share) as difficulty, corr(share, rest) as discrimination
     from others group by question_id order by question_id`,
    [quizId],
  );
}
