/** Verdicts without a judge: rows of submissions, and the event that their judging would announce. */
import { eventually, announce } from "./events.js";
import { newId } from "../../src/kernel/ids.js";
import { keyOf } from "./ids.js";
import type { Installation } from "./installation.js";

export interface MadeVerdict {
  userId: string;
  problemId: string;
  verdict: string;
  at?: Date;
}

/** A judged submission; returns its key. */
export async function judged(installation: Installation, { userId, problemId, verdict, at = new Date() }: MadeVerdict): Promise<string> {
  const id = newId(at.getTime());
  await installation.sql(
    `insert into submissions (id, user_id, problem_id, language, source, source_bytes, created_at) values ($1, $2, $3, 'python', 'x', 1, $4)`,
    [id, userId, problemId, at],
  );
  await announceVerdict(installation, id, { userId, problemId, verdict });
  return id;
}

/** Another verdict on the submission, by a newer judgement. */
export async function announceVerdict(
  installation: Installation,
  submissionId: string,
  { userId, problemId, verdict }: Omit<MadeVerdict, "at">,
  judgementId = newId(),
): Promise<string> {
  const ids = { userId: keyOf(userId), problemId: keyOf(problemId) };
  await announce(installation, "judgement.finished", { judgementId, submissionId, ...ids, verdict });
  await handled(installation);
  return judgementId;
}

/** Resolves when every event has been handled. */
export async function handled(installation: Installation): Promise<void> {
  await eventually(
    async () => (await installation.sql<{ count: number }>("select count(*)::int as count from outbox"))[0]!.count,
    (count) => count === 0,
  );
}
