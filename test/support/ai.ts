/** People, problems and submissions for tests of AI. Nothing is judged: verdicts are written. */
import { CANARY } from "./canary.js";
import type { Client } from "./client.js";
import { AiStatusDocument, SetAiConsentDocument, type AiStatusSubscription } from "./generated.js";
import { keyOf } from "./ids.js";
import type { Api, Installation } from "./installation.js";
import { createLearner, submit, type Code } from "./scenario.js";

export type AiUpdate = NonNullable<AiStatusSubscription["aiStatus"]>;

export async function consentingLearner(api: Api) {
  const learner = await createLearner(api);
  await learner.request(SetAiConsentDocument, { input: { given: true } });
  return learner;
}

/** A submission with a verdict, whose hidden results carry the canary. */
export async function judgedSubmission(
  installation: Installation,
  learner: Client,
  problemId: string,
  code: Code,
  verdict: string,
  more: { compilerOutput?: string } = {},
): Promise<string> {
  const id = await submit(learner, { id: problemId }, code);
  const figures = { detail: null, cpuMs: 5, wallMs: 6, peakMemoryKb: 1000 };
  const sample = { input: "1 2\n", expected: "3\n", actual: "4\n", stderr: "", message: null };
  const tests = [
    { index: 0, verdict: verdict === "ACCEPTED" ? "ACCEPTED" : "WRONG_ANSWER", ...figures, sample: verdict === "ACCEPTED" ? null : sample },
    { index: 1, verdict: "ACCEPTED", ...figures, judgeMessage: CANARY, message: CANARY, sample: null },
  ];
  await installation.sql(
    `update judgements set status = 'FINISHED', verdict = $2, compiler_output = $3, tests = $4::jsonb, tests_total = 2, tests_passed = 1,
       finished_at = now(), failed_test = $5::jsonb where submission_id = $1`,
    [keyOf(id), verdict, more.compilerOutput ?? null, JSON.stringify(tests), JSON.stringify({ index: 1, input: CANARY, expected: CANARY })],
  );
  return id;
}

/** All updates until the end, and the text as a client shows it that has lost its connection. */
export async function followAi(client: Client, requestId: string, each: (updates: AiUpdate[]) => unknown = () => undefined) {
  const updates: AiUpdate[] = [];
  let text = "held from an earlier connection";
  for await (const { aiStatus } of client.subscribe(AiStatusDocument, { requestId })) {
    updates.push(aiStatus);
    text = aiStatus.startsOver ? aiStatus.text : text + aiStatus.text;
    await each(updates);
  }
  return { updates, text, last: updates.at(-1)!.request, startedOver: updates.slice(1).filter(({ startsOver }) => startsOver).length };
}
