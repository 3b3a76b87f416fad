/** Rejudgings as their creators see them, and the rows behind them. */
import { randomUUID } from "node:crypto";
import type { Client } from "./client.js";
import {
  ApplyRejudgingDocument,
  CreateRejudgingDocument,
  RejudgingDocument,
  RejudgingProgressDocument,
  SetTestsForTestDocument,
  SubmissionDocument,
  type RejudgingPartsFragment,
} from "./generated.js";
import type { Installation } from "./installation.js";

export const createRejudging = async (person: Client, input: object) =>
  (await person.request(CreateRejudgingDocument, { input: input as never })).createRejudging;

export const applyRejudging = async (person: Client, id: string) =>
  (await person.request(ApplyRejudgingDocument, { input: { id } })).applyRejudging.rejudging;

export const readRejudging = async (person: Client, id: string, filter: object | null = null) =>
  (await person.request(RejudgingDocument, { id, filter: filter as never, first: 100 })).rejudging!;

/** Every state that a watcher is told, until `isLast` or the server's end. */
export async function watchRejudging(
  person: Client,
  id: string,
  isLast: (state: RejudgingPartsFragment) => boolean = () => false,
): Promise<RejudgingPartsFragment[]> {
  const seen: RejudgingPartsFragment[] = [];
  for await (const { rejudgingProgress } of person.subscribe(RejudgingProgressDocument, { id })) {
    seen.push(rejudgingProgress);
    if (isLast(rejudgingProgress)) break;
  }
  return seen;
}

export const verdictOf = async (person: Client, submissionId: string) =>
  (await person.request(SubmissionDocument, { id: submissionId })).submission!.judgement.verdict;

/** New tests whose answers are wrong for a program that adds. */
export async function spoilTests(editor: Client, problem: { id: string }): Promise<void> {
  const tests = [true, false].map((sample) => ({ name: sample ? "shown" : "hidden", input: "1 2\n", output: "4\n", sample }));
  await editor.request(SetTestsForTestDocument, { input: { problemId: problem.id, tests, publish: true } });
}

export interface RejudgedRow {
  id: string;
  status: string;
  verdict: string | null;
  round: number;
  staged: boolean;
  finish_number: number | null;
}

export const rejudgingsOf = (installation: Installation) => ({
  judgementsOf: (submissionId: string) =>
    installation.sql<RejudgedRow>(
      "select id, status, verdict, round, staged, finish_number from judgements where submission_id = $1 order by id",
      [submissionId],
    ),

  countsOf: async (problem: { id: string }) =>
    (
      await installation.sql<{ submissions: number; accepted: number }>(
        "select submissions, accepted from problem_stats where problem_id = $1",
        [problem.id],
      )
    )[0],

  /** Accepted submissions of one account, as rows that were written long ago. */
  async writeAccepted(count: number, userId: string, problemId: string): Promise<void> {
    const mark = randomUUID().slice(0, 4);
    await installation.sql(
      `with made as (select ('018f0000-0000-7' || left('${mark}', 3) || '-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id, n
                     from generate_series(1, $1::int) n),
       sent as (insert into submissions (id, user_id, problem_id, language, source, source_bytes)
                select id, $2, $3, 'python', 'print(3)', 8 from made returning id)
       insert into judgements (id, submission_id, test_set_id, status, verdict, attempt, system_failures, round, tests_total, tests_passed,
         tests, user_id, finish_number, started_at, finished_at)
       select made.id, made.id, p.test_set_id, 'FINISHED', 'ACCEPTED', 1, 0, 0, 1, 1, '[]', $2,
         (select coalesce(max(finish_number), 0) from judgements where user_id = $2) + made.n, now(), now()
       from made, problems p where p.id = $3 and exists (select from sent)`,
      [count, userId, problemId],
    );
  },
});
