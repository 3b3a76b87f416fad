/** A submission through the API and each execution engine, and what the API refuses because the engine can't judge it. */
import {
  CreateProblemForTestDocument,
  JudgeDocument,
  PublishForTestDocument,
  RunCodeDocument,
  SubmitCodeDocument,
} from "../support/generated.js";
import { type DockerServer, startDockerServer } from "../support/docker-engine/server.js";
import { createInstallation, type Env, type Installation } from "../support/installation.js";
import { type Judge0Server, startJudge0Server } from "../support/judge0-server/server.js";
import { createInstructor, createLearner, createProblem, SUM_ACCEPTED, submit, verdictsOf } from "../support/scenario.js";

const IMAGE = "codequest-judge:e2e";
const WRONG = { language: "python", source: "print(0)" };
const INTERACTOR = { kind: "KATTIS" as never, language: "python", source: "import sys\nsys.exit(42)" };

describe("each execution engine", () => {
  let installation: Installation;
  let docker: DockerServer;
  let judge0: Judge0Server;

  beforeAll(async () => {
    [docker, judge0, installation] = await Promise.all([startDockerServer(IMAGE), startJudge0Server(), createInstallation()]);
  });

  afterAll(async () => {
    await installation?.stop();
    await Promise.all([docker?.close(), judge0?.close()]);
  });

  const settings = (engine: string): Env => ({
    EXECUTION_ENGINE: engine,
    DOCKER_URL: docker.url,
    DOCKER_IMAGE: IMAGE,
    JUDGE0_URL: judge0.url,
    JUDGE0_KEY: judge0.key,
  });

  it.each([
    ["sandbox", "FULL", []],
    ["docker", "FULL", ["INTERACTIVE"]],
    ["judge0", "REMOTE", ["CHECKER_PROGRAMS", "INTERACTIVE", "MULTI_PASS", "PROBLEM_PROGRAMS", "SOURCE_FILES"]],
  ])("%s judges and runs code, and refuses what it can't do", async (engine, level, unsupported) => {
    const env = settings(engine);
    const [api, worker] = await Promise.all([installation.startApi(env), installation.startWorker({ env })]);
    const problem = await createProblem(installation, api, { timeLimitMs: 5000 });
    const learner = await createLearner(api);
    const ids = [await submit(learner, problem, SUM_ACCEPTED), await submit(learner, problem, WRONG)];
    expect(await Promise.all(ids.map((id) => verdictsOf(learner, id)))).toEqual([["ACCEPTED"], ["WRONG_ANSWER"]]);
    const { runCode } = await learner.request(RunCodeDocument, { input: { problemId: problem.id, ...SUM_ACCEPTED, stdin: "20 22" } });
    expect(runCode).toMatchObject({ compiled: true, cases: [{ stdout: "42\n" }] });
    const { judge } = await learner.request(JudgeDocument);
    expect(judge).toMatchObject({ engine: engine.toUpperCase(), unsupported, level, takesJobs: true, problem: null });

    if (engine !== "sandbox") {
      const author = await createInstructor(installation, api, "ADMIN");
      const input = { title: `Guess ${engine}`, statement: "Guess.", difficulty: "EASY" as never, interactor: INTERACTOR };
      const refused = { code: "UNSUPPORTED_BY_ENGINE", message: expect.stringContaining("does not support interactive problems") };
      expect(await author.errorOf(CreateProblemForTestDocument, { input })).toMatchObject(refused);
      // One from the time of another engine.
      await installation.sql("update problems set interactor = id where id = $1", [problem.id]);
      expect(await learner.errorOf(SubmitCodeDocument, { input: { problemId: problem.id, ...SUM_ACCEPTED } })).toMatchObject(refused);
      expect(await learner.errorOf(RunCodeDocument, { input: { problemId: problem.id, ...SUM_ACCEPTED } })).toMatchObject(refused);
      expect(await author.errorOf(PublishForTestDocument, { input: { id: problem.id } })).toMatchObject(refused);
      await author.close();
    }
    if (engine === "docker") expect(docker.containers()).toEqual([]);
    await learner.close();
    await Promise.all([worker.stop(), api.stop()]);
  });
});
