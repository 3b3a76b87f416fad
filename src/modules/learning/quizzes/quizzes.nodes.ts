import { mayReadQuestionBank } from "../../../access/policy.js";
import type { NodeLookups, RequestContext } from "../../../graphql/context.js";
import { loadAll, nodesById } from "../../../graphql/node-lookup.js";
import { rows } from "../../../platform/database/database.js";
import { ATTEMPT_COLUMNS, FROM_ATTEMPTS, mayReadAttempt, type AttemptRow } from "./attempts/attempt.rows.js";
import { mayReadQuiz, quizById } from "./authoring/quiz.rows.js";
import { bankById, questionById, VERSION_COLUMNS, type VersionRow } from "./questions/question.rows.js";

/** Of rows with the id of their bank, those that the viewer may read. */
async function ofReadableBanks<R extends { bankId: string }>(context: RequestContext, found: readonly (R | null)[]): Promise<R[]> {
  const present = found.filter((row) => row !== null);
  const banks = await loadAll(context.loader(bankById), [...new Set(present.map(({ bankId }) => bankId))]);
  const readable = new Set(banks.flatMap((bank) => (bank && mayReadQuestionBank(context.viewer, bank) ? [bank.id] : [])));
  return present.filter(({ bankId }) => readable.has(bankId));
}

export const quizNodes: NodeLookups = {
  Quiz: nodesById("public", async (context, ids) =>
    (await loadAll(context.loader(quizById), ids)).filter((quiz) => quiz && mayReadQuiz(context.viewer, quiz)),
  ),
  QuizAttempt: nodesById("quiz-attempt:read", async ({ em, signedIn }, ids) => {
    const found = await rows<AttemptRow>(em, `select ${ATTEMPT_COLUMNS} ${FROM_ATTEMPTS} where a.id in (?)`, [ids]);
    return found.filter((attempt) => mayReadAttempt(signedIn, attempt));
  }),
  QuestionBank: nodesById("question:edit", async (context, ids) =>
    (await loadAll(context.loader(bankById), ids)).filter((bank) => bank && mayReadQuestionBank(context.viewer, bank)),
  ),
  Question: nodesById("question:edit", async (context, ids) => ofReadableBanks(context, await loadAll(context.loader(questionById), ids))),
  QuestionVersion: nodesById("question:edit", async (context, ids) => {
    const found = await rows<VersionRow & { bankId: string }>(
      context.em,
      `select ${VERSION_COLUMNS}, q.bank_id as "bankId" from question_versions v join questions q on q.id = v.question_id where v.id in (?)`,
      [ids],
    );
    return ofReadableBanks(context, found);
  }),
};
