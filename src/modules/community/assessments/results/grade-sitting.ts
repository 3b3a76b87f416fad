/** The score of a sitting as a tree of the rules that grades of assignments follow: it proves the score without the database. Pure. */
import { fraction, fractionText, ofNumber } from "../../../../kernel/fraction.js";
import { node, type GradeNode } from "../../../learning/coursework/grading/grade-tree.js";

/** Of a judged submission. Without points: accepted or not. */
export interface JudgedCode {
  submissionId: string;
  submittedAt: Date;
  verdict: string;
  score: number | null;
  maxScore: number | null;
}

export interface GradedTask {
  title: string;
  points: number;
  /** Of a problem: its submissions, oldest first. */
  code?: readonly JudgedCode[];
  /** Of a quiz: points of its answers. */
  quiz?: { id: string; score: number; maxScore: number };
}

const VERSION = 1;
const exact = (value: number) => fractionText(ofNumber(value));

function scoreOf({ submissionId, submittedAt, verdict, score, maxScore }: JudgedCode): GradeNode {
  const scored = score !== null && maxScore !== null && maxScore > 0;
  return node("SCORE", VERSION, {
    score: scored ? exact(score) : verdict === "ACCEPTED" ? "1" : "0",
    maxScore: scored ? exact(maxScore) : "1",
    ...{ source: "submission", sourceId: submissionId, submittedAt: submittedAt.toISOString(), verdict },
  });
}

/** The best submission counts; of equally good ones the first. A task without work earns nothing. */
export function gradeTask({ title, points, code, quiz }: GradedTask, endedAt: Date): GradeNode {
  const at = endedAt.toISOString();
  const share = quiz
    ? node("SCORE", VERSION, {
        ...{ score: exact(Math.max(0, quiz.score)), maxScore: exact(quiz.maxScore), source: "quiz", sourceId: quiz.id, submittedAt: at },
        verdict: null,
      })
    : code && code.length > 0
      ? node("ATTEMPTS", VERSION, { counted: "BEST", afterClosing: 0 }, code.map(scoreOf))
      : node("MISSING", VERSION, { closesAt: at });
  return node("WORTH", VERSION, { title, points: fractionText(fraction(points)) }, [share]);
}

export function gradeSitting(tasks: readonly GradedTask[], endedAt: Date): { tree: GradeNode; byTask: GradeNode[] } {
  const byTask = tasks.map((task) => gradeTask(task, endedAt));
  return { tree: node("ROUNDED", VERSION, {}, [node("SUM", VERSION, {}, byTask)]), byTask };
}
