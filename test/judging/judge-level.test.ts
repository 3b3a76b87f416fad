import { JudgeDocument, SubmissionDocument, SubmissionStatusDocument } from "../support/generated.js";
import type { Client } from "../support/client.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createLearner, createProblem, SLOW_ACCEPTED, SUM_ACCEPTED, submit, type Problem } from "../support/scenario.js";
import { startServices } from "../support/services.js";

describe("a worker whose sandbox does not hold", () => {
  let own: Awaited<ReturnType<typeof startServices<"launcher">>>;
  let installation: Installation;
  let api: Api;
  let learner: Client;
  let problem: Problem;

  beforeAll(async () => {
    own = await startServices({ only: ["launcher"] });
    installation = await createInstallation({
      JUDGE_LAUNCHER_SOCKET: own.launcher.socket,
      // What is proven of this launcher would replace what is proven of the others'.
      JUDGE_CACHE_DIR: `${own.directory}/cache`,
    });
    api = await installation.startApi();
    learner = await createLearner(api);
    problem = await createProblem(installation, api);
  });

  afterAll(async () => {
    await learner?.close();
    await installation?.stop();
    await own?.stop();
  });

  const verdictOf = async (submissionId: string) => {
    let verdict;
    for await (const { submissionStatus } of learner.subscribe(SubmissionStatusDocument, { submissionId }))
      verdict = submissionStatus.verdict;
    return verdict;
  };

  it("takes no job, says so, and starts by itself once the launcher is there", async () => {
    await own.launcher.stop();
    const worker = await installation.startWorker({ until: "no jobs are taken" });
    const id = await submit(learner, problem, SUM_ACCEPTED);
    const { judge } = await learner.request(JudgeDocument);
    expect(judge).toMatchObject({ level: "NONE", workersAlive: 1, queueDepth: 1, running: 0 });
    expect(judge).toMatchObject({
      takesJobs: false,
      problem: "The sandbox launcher does not respond: start it as root, for this user.",
    });
    expect((await learner.request(SubmissionDocument, { id })).submission!.judgement).toMatchObject({ status: "QUEUED", attempt: 0 });
    await own.launcher.start();
    expect(await verdictOf(id)).toBe("ACCEPTED");
    expect((await learner.request(JudgeDocument)).judge).toMatchObject({ level: "FULL", takesJobs: true, problem: null });
    await worker.stop();
  });

  it("does not charge the learner when the launcher dies while the program runs", async () => {
    const worker = await installation.startWorker();
    const id = await submit(learner, problem, SLOW_ACCEPTED);
    const watching = verdictOf(id);
    for await (const { submissionStatus } of learner.subscribe(SubmissionStatusDocument, { submissionId: id })) {
      if (submissionStatus.testsFinished > 0) break;
    }
    process.kill(own.launcher.pid(), "SIGKILL");
    await own.launcher.restart();
    expect(await watching).toBe("ACCEPTED");
    expect((await learner.request(SubmissionDocument, { id })).submission!.judgement.attempt).toBeGreaterThan(1);
    await worker.stop();
  });
});
