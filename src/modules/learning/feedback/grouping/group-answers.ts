/** Handler of judgement.finished: puts wrong answers into groups. Runs in the worker, after the verdict is out. */
import type { FailedTest } from "../../../../judge/failed-test.js";
import type { TestResult } from "../../../../judge/test-result.js";
import type { JudgementFinished } from "../../../../events/judgement-finished.event.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { Feedback } from "../../../practice/problems/edits/feedback.js";
import { ANSWER_GROUPS_MAX } from "../feedback-limits.js";
import { answerKey, factsOf, type AnswerFacts } from "./answer-key.js";
import { mostAlike, signatureOf } from "./shape.js";
import { familyOf, normalizedTokens } from "./tokens.js";

const NO_WRONG_ANSWER = ["ACCEPTED", "SYSTEM_ERROR", "CANCELLED"];
/** Groups with the same key that a program is compared with, the largest first. */
const COMPARED = 100;

interface JudgedRow {
  problemId: string;
  userId: string;
  language: string;
  source: string | null;
  verdict: string;
  tests: TestResult[];
  failedTest: FailedTest | null;
  feedback: Feedback;
}

interface Answer extends AnswerFacts {
  submissionId: string;
  userId: string;
  problemId: string;
  key: string;
  shape: number[];
}

/** Called in the transaction in which a submission joins a group, which is locked. */
export type OnJoined = (tx: Transaction, groupId: string, userId: string) => Promise<void>;

/** Groups are made from rows, read behind a lock: events that come twice, late or at once end in what the newest judgement says. */
export function createGroupAnswers({ db, onJoined }: { db: Database; onJoined: OnJoined }) {
  return async ({ submissionId }: JudgementFinished): Promise<void> => {
    for (const { id } of await assignmentsOf(db.em.fork(), submissionId))
      await db.transaction(async (tx) => {
        await rows(tx, "select pg_advisory_xact_lock(hashtextextended('wrong-answer:' || ?, 0))", [submissionId]);
        const answer = await readAnswer(tx, submissionId);
        const joined = await place(tx, id, submissionId, answer);
        if (joined && answer) await onJoined(tx, joined, answer.userId);
      });
  };
}

/** Those that it is work for, and those that it is grouped in. */
function assignmentsOf(em: EntityManager, submissionId: string): Promise<{ id: string }[]> {
  return rows<{ id: string }>(
    em,
    `select a.id from submissions s join class_assignment_problems i on i.problem_id = s.problem_id
     join class_assignments a on a.id = i.assignment_id and a.opens_at <= s.created_at join classes c on c.id = a.class_id and c.archived_at is null
     join class_members m on m.class_id = a.class_id and m.user_id = s.user_id and m.role = 'LEARNER' where s.id = ?
     union select assignment_id from wrong_answers where submission_id = ? order by id`,
    [submissionId, submissionId],
  );
}

/** By the verdict that counts now. Null if it is no wrong answer. */
async function readAnswer(em: EntityManager, submissionId: string): Promise<Answer | null> {
  const [judged] = await rows<JudgedRow>(
    em,
    `select s.problem_id as "problemId", s.user_id as "userId", s.language, s.source, j.verdict, j.tests, j.failed_test as "failedTest", p.feedback
     from submissions s join problems p on p.id = s.problem_id join lateral (select * from judgements where submission_id = s.id and not staged
       and status = 'FINISHED' order by id desc limit 1) j on true where s.id = ?`,
    [submissionId],
  );
  if (!judged || judged.source === null || NO_WRONG_ANSWER.includes(judged.verdict)) return null;
  const { source, language, userId, problemId } = judged;
  const about = { ...judged, family: familyOf(language) };
  const facts = factsOf(about);
  return {
    ...facts,
    submissionId,
    userId,
    problemId,
    key: answerKey(about, facts),
    shape: signatureOf(normalizedTokens(language, source)),
  };
}

/** Returns the group that it has joined now; null if none, and if it was in it before. */
async function place(tx: Transaction, assignmentId: string, submissionId: string, answer: Answer | null): Promise<string | null> {
  if (answer) {
    // Answers to one problem take turns: two first ones of a kind make one group.
    const sql = "select from class_assignment_problems where assignment_id = ? and problem_id = ? for no key update";
    await tx.execute(sql, [assignmentId, answer.problemId]);
  }
  const presentSql = `select group_id as "groupId" from wrong_answers where assignment_id = ? and submission_id = ? for update`;
  const [present] = await rows<{ groupId: string }>(tx, presentSql, [assignmentId, submissionId]);
  const groupId = answer && (await groupFor(tx, assignmentId, answer, present?.groupId ?? null));
  if (groupId === (present?.groupId ?? null)) return null;
  // In the order of their ids, so that two moves in opposite directions do not block each other.
  const touched = [groupId, present?.groupId].filter((id) => id != null).sort();
  await tx.execute("select from wrong_answer_groups where id in (?) order by id for update", [touched]);
  if (answer && groupId)
    await tx.execute(
      `insert into wrong_answers (submission_id, assignment_id, group_id, user_id) values (?, ?, ?, ?)
       on conflict (submission_id, assignment_id) do update set group_id = excluded.group_id, joined_at = now()`,
      [submissionId, assignmentId, groupId, answer.userId],
    );
  else await tx.execute("delete from wrong_answers where assignment_id = ? and submission_id = ?", [assignmentId, submissionId]);
  await count(tx, touched);
  if (groupId) await tx.execute("update wrong_answer_groups set last_joined_at = now() where id = ?", [groupId]);
  return groupId;
}

async function count(tx: Transaction, groupIds: readonly string[]): Promise<void> {
  await tx.execute(
    `update wrong_answer_groups g set (size, learner_count) =
       (select count(*), count(distinct w.user_id) from wrong_answers w where w.group_id = g.id) where g.id in (?)`,
    [groupIds],
  );
  await tx.execute(
    "delete from wrong_answer_groups g where g.id in (?) and g.size = 0 and not exists (select from group_hints h where h.group_id = g.id)",
    [groupIds],
  );
}

/** The group that it is in if it still fits, the most similar one with the same key, or a new one. Null if there are too many. */
async function groupFor(tx: Transaction, assignmentId: string, answer: Answer, presentId: string | null): Promise<string | null> {
  const { problemId, key, shape, verdict, failedTests, difference } = answer;
  const found = await rows<{ id: string; shape: number[] }>(
    tx,
    `select id, shape from wrong_answer_groups where assignment_id = ? and problem_id = ? and key = ?
     order by (id = ?::uuid) desc nulls last, size desc, id limit ${COMPARED}`,
    [assignmentId, problemId, key, presentId],
  );
  const [present] = found;
  if (present && present.id === presentId && mostAlike(shape, [present.shape]) !== null) return present.id;
  const index = mostAlike(
    shape,
    found.map((group) => group.shape),
  );
  if (index !== null) return found[index]!.id;
  const [made] = await rows<{ id: string }>(
    tx,
    `insert into wrong_answer_groups (id, assignment_id, problem_id, key, verdict, failed_tests, difference, shape)
     select ?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb
     where (select count(*) from wrong_answer_groups where assignment_id = ? and problem_id = ?) < ${ANSWER_GROUPS_MAX} returning id`,
    [
      newId(),
      assignmentId,
      problemId,
      key,
      verdict,
      JSON.stringify(failedTests),
      difference,
      JSON.stringify(shape),
      assignmentId,
      problemId,
    ],
  );
  return made?.id ?? null;
}
