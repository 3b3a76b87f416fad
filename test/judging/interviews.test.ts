/** The shared code of a room is run on the judge, as the server has it, and both get the result. */
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { clientOf } from "../support/client.js";
import { InterviewRoomDocument, RunInterviewCodeDocument, SetInterviewProblemDocument } from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { begin, booked, editor, hasTime, join } from "../support/interviews.js";
import { createInstructor, createLearner, createProblem, SUM_ACCEPTED } from "../support/scenario.js";

let installation: Installation;
let api: Api;
beforeAll(async () => {
  installation = await createInstallation();
  [api] = await Promise.all([installation.startApi(), installation.startWorker()]);
});
afterAll(() => installation?.stop());

it("runs the shared code for both", async () => {
  const [host, guest] = await Promise.all([createInstructor(installation, api), createLearner(api)]);
  await hasTime(host);
  const problem = await createProblem(installation, api);
  const id = await booked(host, guest);
  await host.request(SetInterviewProblemDocument, { input: { id, problemId: problem.id } });
  await begin(installation, id);
  await join(guest, id);
  await join(host, id);
  const input = { interviewId: id, language: "python" };
  expect((await guest.errorOf(RunInterviewCodeDocument, { input })).code).toBe("CONFLICT");
  await editor(guest, id).type(SUM_ACCEPTED.source);

  const watcher = clientOf(api, host.token);
  const events = watcher.subscribe(InterviewRoomDocument, { interviewId: id });
  expect((await events.next()).value!.interviewRoom).toMatchObject({ kind: "DOCUMENT" });
  const { runInterviewCode } = await guest.request(RunInterviewCodeDocument, { input });
  expect(runInterviewCode.run).toMatchObject({ compiled: true, cases: [{ name: "sample-1", verdict: "ACCEPTED", stdout: "3\n" }] });
  for (;;) {
    const { value } = await events.next();
    if (value!.interviewRoom.kind !== "RUN") continue;
    expect(value!.interviewRoom).toMatchObject({
      seat: "SECOND",
      sequence: runInterviewCode.sequence,
      run: { round: 1, cases: [{ verdict: "ACCEPTED" }] },
    });
    break;
  }
  await watcher.close();
});
