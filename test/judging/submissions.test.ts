import {
  JudgeDocument,
  LanguagesDocument,
  RunCodeDocument,
  SubmissionDocument,
  SubmissionsDocument,
  SubmissionStatusDocument,
  SubmitCodeDocument,
} from "../support/generated.js";
import { LANGUAGES } from "../../src/judge/languages/index.js";
import { CANARY } from "../support/canary.js";
import type { Client } from "../support/client.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import {
  clientOn,
  createInstructor,
  createLearner,
  createProblem,
  SUM_ACCEPTED,
  submit,
  type Code,
  type Problem,
} from "../support/scenario.js";

describe("submissions", () => {
  let installation: Installation;
  let api: Api;
  let worker: Program;
  let learner: Client & { username: string };
  let problem: Problem;

  beforeAll(async () => {
    installation = await createInstallation();
    [api, worker] = await Promise.all([installation.startApi(), installation.startWorker()]);
    learner = await createLearner(api);
    problem = await createProblem(installation, api, { timeLimitMs: 3000, memoryLimitKb: 131_072 });
  });

  afterAll(async () => {
    await learner?.close();
    await installation?.stop();
  });

  async function judged(code: Code, who: Client = learner) {
    const id = await submit(who, problem, code);
    for await (const event of who.subscribe(SubmissionStatusDocument, { submissionId: id })) void event;
    return (await who.request(SubmissionDocument, { id })).submission!;
  }

  it("judges all six languages", async () => {
    const sources: Code[] = [
      SUM_ACCEPTED,
      {
        language: "javascript",
        source: 'const [a, b] = require("fs").readFileSync(0, "utf8").split(/\\s+/).map(Number); console.log(a + b);',
      },
      {
        language: "typescript",
        source:
          'import * as fs from "node:fs";\nconst [a, b] = fs.readFileSync(0, "utf8").split(/\\s+/).map(Number) as [number, number];\nconsole.log(a + b);',
      },
      {
        language: "cpp17",
        source: "#include <bits/stdc++.h>\nint main() { long long a, b; std::cin >> a >> b; std::cout << a + b << std::endl; }",
      },
      {
        language: "java17",
        source:
          "import java.util.*; public class Main { public static void main(String[] x) { Scanner s = new Scanner(System.in); System.out.println(s.nextLong() + s.nextLong()); } }",
      },
      { language: "go", source: 'package main\nimport "fmt"\nfunc main() { var a, b int64; fmt.Scan(&a, &b); fmt.Println(a + b) }' },
    ];
    for (const code of sources) {
      const { language, judgement } = await judged(code);
      expect({ language: language.slug, verdict: judgement.verdict, passed: judgement.testsPassed }).toEqual({
        language: code.language,
        verdict: "ACCEPTED",
        passed: problem.testCount,
      });
      expect(judgement.peakMemoryKb).toBeGreaterThan(0);
    }
  });

  it.each<[string, Code, { verdict: string; detail?: string | null }]>([
    ["a wrong answer", { language: "python", source: "print(3)" }, { verdict: "WRONG_ANSWER" }],
    ["an endless loop", { language: "python", source: "while True: pass" }, { verdict: "TIME_LIMIT_EXCEEDED", detail: "CPU" }],
    ["a sleeper", { language: "python", source: "import time\ntime.sleep(60)" }, { verdict: "TIME_LIMIT_EXCEEDED", detail: "WALL" }],
    ["a hoarder", { language: "python", source: "x = bytearray(500_000_000)" }, { verdict: "MEMORY_LIMIT_EXCEEDED" }],
    ["a chatterbox", { language: "python", source: "while True: print('x' * 65536)" }, { verdict: "OUTPUT_LIMIT_EXCEEDED" }],
    ["a crash", { language: "cpp17", source: "int main() { __builtin_trap(); }" }, { verdict: "RUNTIME_ERROR" }],
    ["an exit code", { language: "python", source: "import sys\nsys.exit(7)" }, { verdict: "RUNTIME_ERROR", detail: "exit code 7" }],
    ["a syntax error", { language: "go", source: "package main\nfunc main() {" }, { verdict: "COMPILATION_ERROR" }],
    [
      "more classes than a program may have",
      {
        language: "java17",
        source: `${Array.from({ length: 2100 }, (_, n) => `class C${n}{}`).join("")} public class Main { public static void main(String[] a) {} }`,
      },
      { verdict: "COMPILATION_ERROR" },
    ],
    ["a type error", { language: "typescript", source: 'const n: number = "one";\nconsole.log(n);' }, { verdict: "COMPILATION_ERROR" }],
  ])("tells %s from all else", async (_what, code, expected) => {
    const { judgement } = await judged(code);
    expect(judgement).toMatchObject({ status: "FINISHED", ...expected });
    if (expected.verdict === "COMPILATION_ERROR") expect(judgement.compilerOutput).not.toBe("");
  });

  it("shows input, expected and actual output of samples, and of nothing else", async () => {
    const wrongOnSample = await judged({ language: "python", source: "import sys\nprint(sys.stdin.read())" });
    expect(wrongOnSample.judgement.tests[0]!.sample).toMatchObject({ input: "1 2\n", expected: "3\n", actual: "1 2\n\n" });
    // Right on the sample; on hidden tests it writes what it reads to both streams.
    const leak = "import sys\nline = sys.stdin.read()\nsys.stderr.write(line)\nprint(3 if line == '1 2\\n' else line)";
    const wrongOnHidden = await judged({ language: "python", source: leak });
    expect(wrongOnHidden.judgement).toMatchObject({ verdict: "WRONG_ANSWER", testsPassed: 1 });
    expect(wrongOnHidden.judgement.tests.at(-1)!.sample).toBeNull();
    expect(JSON.stringify(wrongOnHidden)).not.toContain(CANARY);
    const crash = "import sys\nline = sys.stdin.read()\nif line == '1 2\\n': print(3)\nelse: raise Exception(line)";
    expect((await judged({ language: "python", source: crash })).judgement.verdict).toBe("RUNTIME_ERROR");
  });

  it("keeps a submission from everyone but its author, the problem's author and admins", async () => {
    const { id } = await judged(SUM_ACCEPTED);
    const [stranger, admin] = [await createLearner(api), await createInstructor(installation, api, "ADMIN")];
    expect((await stranger.errorOf(SubmissionDocument, { id })).code).toBe("NOT_FOUND");
    expect((await clientOn(api, null).errorOf(SubmissionDocument, { id })).code).toBe("UNAUTHENTICATED");
    expect((await admin.request(SubmissionDocument, { id })).submission!.source).toBe(SUM_ACCEPTED.source);
    expect((await stranger.request(SubmissionsDocument, {})).submissions.totalCount).toBe(0);
    expect((await stranger.errorOf(SubmissionsDocument, { filter: { userId: (await learnerId()) as never } })).code).toBe("FORBIDDEN");
  });

  it("lists own submissions newest first, in pages, by filter", async () => {
    const all = (await learner.request(SubmissionsDocument, { first: 100 })).submissions;
    const ids = all.edges.map(({ node }) => node.id);
    expect(ids.map(keyOf)).toEqual(ids.map(keyOf).sort().reverse());
    const first = (await learner.request(SubmissionsDocument, { first: 2 })).submissions;
    const second = (await learner.request(SubmissionsDocument, { first: 2, after: first.pageInfo.endCursor })).submissions;
    expect([...first.edges, ...second.edges].map(({ node }) => node.id)).toEqual(ids.slice(0, 4));
    const accepted = (
      await learner.request(SubmissionsDocument, { first: 100, filter: { verdict: "ACCEPTED" as never, language: "python" } })
    ).submissions;
    expect(accepted.edges.length).toBeGreaterThan(0);
    expect(accepted.edges.every(({ node }) => node.judgement.verdict === "ACCEPTED" && node.language.slug === "python")).toBe(true);
    expect((await learner.errorOf(SubmissionsDocument, { first: 2, after: "nonsense" })).code).toBe("BAD_USER_INPUT");
  });

  it("runs code on the samples and on own input without counting it", async () => {
    const before = (await learner.request(SubmissionsDocument, {})).submissions.totalCount;
    const samples = await learner.request(RunCodeDocument, { input: { problemId: problem.id, ...SUM_ACCEPTED } });
    expect(samples.runCode).toMatchObject({
      compiled: true,
      cases: [{ name: "sample-1", input: "1 2\n", expected: "3\n", stdout: "3\n", verdict: "ACCEPTED" }],
    });
    const own = await learner.request(RunCodeDocument, { input: { problemId: problem.id, ...SUM_ACCEPTED, stdin: "20 22\n" } });
    expect(own.runCode.cases).toMatchObject([{ name: "stdin", stdout: "42\n", expected: null, verdict: null }]);
    const broken = await learner.request(RunCodeDocument, {
      input: { problemId: problem.id, language: "cpp17", source: "int main() { retrun 0; }" },
    });
    expect(broken.runCode).toMatchObject({ compiled: false, cases: [] });
    expect(broken.runCode.compilerOutput).toContain("retrun");
    expect((await learner.request(SubmissionsDocument, {})).submissions.totalCount).toBe(before);
  });

  it("answers bad input with a typed error that says what to do", async () => {
    const attempt = (input: object) => learner.errorOf(SubmitCodeDocument, { input: { problemId: problem.id, ...SUM_ACCEPTED, ...input } });
    expect(await attempt({ language: "cobol" })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: "input.language" }] },
    });
    expect(await attempt({ source: " \n" })).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await attempt({ source: "print(1)\0" })).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await attempt({ source: "#".repeat(70_000) })).toMatchObject({ code: "PAYLOAD_TOO_LARGE", extensions: { limitBytes: 65_536 } });
    expect(await attempt({ problemId: "018f0000-0000-7000-8000-000000000000" })).toMatchObject({ code: "NOT_FOUND" });
    expect((await attempt({ problemId: "x" })).code).toBe("BAD_USER_INPUT");
  });

  it("takes another name of a language, and stores its id", async () => {
    const { id, language, judgement } = await judged({ ...SUM_ACCEPTED, language: "python3.10" });
    expect([language.slug, judgement.verdict]).toEqual(["python", "ACCEPTED"]);
    const { submissions } = await learner.request(SubmissionsDocument, { filter: { language: "python3" } });
    expect(submissions.edges.map(({ node }) => node.id)).toContain(id);
  });

  it("names the languages with the real versions, and the state of the judge", async () => {
    const { languages } = await learner.request(LanguagesDocument);
    expect(languages.map(({ slug }) => slug)).toEqual(LANGUAGES.map(({ id }) => id));
    expect(languages.every(({ version }) => /\d+\.\d+/.test(version ?? ""))).toBe(true);
    expect(languages.find(({ slug }) => slug === "python")).toMatchObject({
      aliases: expect.arrayContaining(["python3.10"]) as unknown,
      libraries: expect.arrayContaining([expect.stringMatching(/^numpy \d/)]) as unknown,
      runCommand: "python3 main.py",
      compileCommand: null,
      threadLimit: 64,
      memoryAllowanceKb: 0,
      outputLimitKb: 16_384,
    });
    const { judge } = await learner.request(JudgeDocument);
    expect(judge).toMatchObject({ workersAlive: 1, queueDepth: 0, running: 0 });
    expect(judge.level).toBe("FULL");
  });

  it("logs no source code, token or address", async () => {
    const secret = `marker_${Math.floor(Math.random() * 1e9)}`;
    await judged({ language: "python", source: `# ${secret}\nraise SystemExit(3)` });
    const logs = api.logs() + worker.logs();
    expect(logs).not.toContain(secret);
    expect(logs).not.toContain(learner.token!);
    expect(logs).not.toContain("codequest.example");
    expect(logs).not.toContain(CANARY);
  });

  async function learnerId(): Promise<string> {
    const [row] = await installation.sql<{ id: string }>("select id from users where username = $1", [learner.username]);
    return row!.id;
  }
});
