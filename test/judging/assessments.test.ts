/** Code of an assessment goes through the judge like any other, and its verdict reaches the assessment alone. */
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { clientOf } from "../support/client.js";
import {
  AssessmentCandidateByIdDocument,
  CandidateAssessmentChangedDocument,
  CreateAssessmentDocument,
  FinishAssessmentDocument,
  InviteAssessmentCandidatesDocument,
  OpenAssessmentDocument,
  PublishAssessmentDocument,
  RejudgeAssessmentDocument,
  RunAssessmentCodeDocument,
  StartAssessmentDocument,
  SubmitAssessmentCodeDocument,
} from "../support/generated.js";
import { eventually } from "../support/events.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { waitForMails } from "../support/mail.js";
import { spoilTests } from "../support/rejudgings.js";
import { createInstructor, createProblem, SUM_ACCEPTED } from "../support/scenario.js";
import { handled } from "../support/verdicts.js";

let installation: Installation;
let api: Api;
beforeAll(async () => {
  installation = await createInstallation();
  [api] = await Promise.all([installation.startApi(), installation.startWorker()]);
});
afterAll(() => installation?.stop());

it("a candidate is judged, watches the verdict and is graded", async () => {
  const author = await createInstructor(installation, api);
  const { id: problemId } = await createProblem(installation, api);
  const items = [{ problemIds: [problemId], points: 10 }];
  const input = { title: "Sum", timeLimitMs: 3_600_000, feedback: "VERDICTS" as const, items };
  const { id: assessmentId } = (await author.request(CreateAssessmentDocument, { input })).createAssessment.assessment;
  await author.request(PublishAssessmentDocument, { id: assessmentId });
  const email = `judged-${randomUUID().slice(0, 12)}@codequest.example`;
  const invited = await author.request(InviteAssessmentCandidatesDocument, { input: { assessmentId, candidates: [{ email }] } });
  const [mail] = await waitForMails(email, 1);
  const token = /#token=(\S+)/.exec(mail!.text!)![1]!;
  const candidate = clientOf(api, (await clientOf(api).request(OpenAssessmentDocument, { token })).openAssessment.token);
  await candidate.request(StartAssessmentDocument);
  const { runAssessmentCode } = await candidate.request(RunAssessmentCodeDocument, { input: { position: 1, ...SUM_ACCEPTED } });
  expect(runAssessmentCode).toEqual({ compiled: true, cases: [{ name: "sample-1", verdict: "ACCEPTED" }] });
  await candidate.request(SubmitAssessmentCodeDocument, { input: { position: 1, ...SUM_ACCEPTED } });
  for await (const { candidateAssessmentChanged: now } of candidate.subscribe(CandidateAssessmentChangedDocument))
    if (now.tasks?.[0]?.submissions[0]?.verdict === "ACCEPTED") break;
  expect((await candidate.request(FinishAssessmentDocument)).finishAssessment.assessment.status).toBe("GRADED");
  const { id } = invited.inviteAssessmentCandidates.candidates[0]!;
  expect((await author.request(AssessmentCandidateByIdDocument, { id })).assessmentCandidate).toMatchObject({
    score: 10,
    status: "GRADED",
  });
  await handled(installation);
  const counted = await installation.sql("select 1 from problem_stats where problem_id = $1 and submissions > 0", [problemId]);
  const best = await installation.sql("select 1 from best_solutions b join users u on u.id = b.user_id where u.guest");
  expect([counted.length, best.length]).toEqual([0, 0]);
  await candidate.close();

  // The tests were wrong: the author corrects them, and the result follows.
  await spoilTests(await createInstructor(installation, api, "ADMIN"), { id: problemId });
  const wanted = { input: { id: assessmentId, problemId, reason: "Other tests" } };
  expect((await author.request(RejudgeAssessmentDocument, wanted)).rejudgeAssessment.rejudgedCount).toBe(1);
  const rejudged = await eventually(
    async () => (await author.request(AssessmentCandidateByIdDocument, { id })).assessmentCandidate,
    ({ score }) => score === 0,
  );
  expect(rejudged).toMatchObject({ status: "GRADED", tasks: [{ earned: 0, submissions: [{ verdict: "WRONG_ANSWER" }] }] });
  const entries = await installation.sql<{ action: string; details: object }>(
    "select action, details from audit_entries where subject_type = 'assessment' and subject_id = $1 and action in ('assessment.rejudged', 'assessment.score-changed') order by id",
    [assessmentId],
  );
  expect(entries).toMatchObject([{ details: { count: 1, reason: "Other tests" } }, { details: { before: 10, after: 0 } }]);
  const other = await createInstructor(installation, api);
  expect(await other.errorOf(RejudgeAssessmentDocument, wanted)).toMatchObject({ code: "NOT_FOUND" });
  const listed = await installation.sql("select 1 from problem_stats where problem_id = $1 and submissions > 0", [problemId]);
  expect(listed).toEqual([]);
});
