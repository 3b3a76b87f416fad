import type { SignedIn } from "../../../../access/viewer.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { readAssessment } from "../authoring/assessment.rows.js";

export interface VariantFigures {
  problemId: string | null;
  quizId: string | null;
  title: string;
  candidates: number;
  meanShare: number;
  fullShare: number;
}
export interface TaskFigures {
  position: number;
  points: number;
  candidates: number;
  meanShare: number;
  variants: VariantFigures[];
}
export interface Comparison {
  candidates: number;
  meanScore: number | null;
  medianScore: number | null;
  lowestScore: number | null;
  highestScore: number | null;
  tasks: TaskFigures[];
}

/** Of graded sittings, for those who run the assessment. Compares the variants too: they have one difficulty, but may not be equally hard. */
export async function compareCandidates(em: EntityManager, viewer: SignedIn, assessmentId: string): Promise<Comparison> {
  await readAssessment(em, viewer, assessmentId);
  const from = `from assessment_sittings s join assessment_candidates c on c.id = s.candidate_id and c.assessment_id = ? and s.status = 'GRADED'`;
  const [sums] = await rows<Omit<Comparison, "tasks">>(
    em,
    `select count(*)::int as candidates, avg(s.score) as "meanScore", percentile_cont(0.5) within group (order by s.score) as "medianScore",
       min(s.score) as "lowestScore", max(s.score) as "highestScore" ${from}`,
    [assessmentId],
  );
  const variants = await rows<VariantFigures & { position: number; points: number }>(
    em,
    `select t.position, t.points, t.problem_id as "problemId", t.quiz_id as "quizId", coalesce(p.title, z.title) as title, count(*)::int as candidates,
       avg(t.earned / t.points) as "meanShare", avg((t.earned >= t.points)::int)::float8 as "fullShare"
     ${from} join assessment_tasks t on t.sitting_id = s.id left join problems p on p.id = t.problem_id left join quizzes z on z.id = t.quiz_id
     group by 1, 2, 3, 4, 5 order by 1, 6 desc, 5, 3`,
    [assessmentId],
  );
  const tasks = [...Map.groupBy(variants, ({ position }) => position)].map(([position, of]) => {
    const candidates = of.reduce((sum, one) => sum + one.candidates, 0);
    const meanShare = of.reduce((sum, one) => sum + one.meanShare * one.candidates, 0) / candidates;
    return { position, points: of[0]!.points, candidates, meanShare, variants: of };
  });
  return { ...sums!, tasks };
}
