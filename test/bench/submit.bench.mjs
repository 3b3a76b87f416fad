/** From submitCode to the verdict, through HTTP, WebSocket and a real worker, against the compiler and the program alone. */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { findLanguage } from "../../dist/judge/languages/index.js";
import { TOOLCHAINS } from "../../dist/judge/languages/language.js";
import { judgeHome } from "../../scripts/lib/paths.mjs";
import { inFolder, runBare } from "./support/bare.mjs";
import { createPerson } from "./support/client.mjs";
import { createInstallation } from "./support/installation.mjs";
import { inTurn, median, percentile } from "./support/measure.mjs";

const execute = promisify(execFile);
const TESTS = 20;
const MANY_TESTS = 100;
const ROUNDS = 40;
const MANY_ROUNDS = 15;
const LIMITS = { memoryLimitBytes: 262_144 * 1024 };

/** What learners send: a new text each time, so that nothing of it can have been kept from before. */
const SOURCES = {
  cpp17: () => `// ${randomUUID()}
#include <bits/stdc++.h>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<long long> a(n);
    for (auto& x : a) cin >> x;
    map<long long, int> seen;
    for (auto x : a) seen[x]++;
    sort(a.begin(), a.end());
    long long sum = accumulate(a.begin(), a.end(), 0LL);
    cout << sum << ' ' << a.back() << ' ' << seen.size() << '\\n';
}
`,
  python: () => `# ${randomUUID()}
n = int(input())
a = [int(word) for word in input().split()]
print(sum(a), max(a), len(set(a)))
`,
};

function smallTests(count) {
  return Array.from({ length: count }, (_, test) => {
    const numbers = Array.from({ length: 20 }, (_, i) => ((i + 1) * (test + 7) * 7919) % 1000);
    const answer = [numbers.reduce((sum, x) => sum + x), Math.max(...numbers), new Set(numbers).size];
    return {
      name: `t${test + 1}`,
      input: `${numbers.length}\n${numbers.join(" ")}\n`,
      output: `${answer.join(" ")}\n`,
      sample: test === 0,
    };
  });
}

const CREATE = `mutation ($input: CreateProblemInput!) { createProblem(input: $input) { problem { id } } }`;
const SET_TESTS = `mutation ($input: SetProblemTestsInput!) { setProblemTests(input: $input) { problem { id } } }`;
const PUBLISH = `mutation ($input: PublishProblemInput!) { publishProblem(input: $input) { problem { id } } }`;
const SUBMIT = `mutation ($input: SubmitCodeInput!) { submitCode(input: $input) { submission { id } } }`;
const WATCH = `subscription ($id: ID!) { submissionStatus(submissionId: $id) { status verdict testsFinished testsTotal test { verdict cpuMs } cpuMs peakMemoryKb } }`;

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  try {
    const api = await installation.startApi();
    await installation.startWorker();
    const author = await createPerson(installation, api, { name: "bench-author", role: "INSTRUCTOR" });
    const learner = await createPerson(installation, api, { name: "bench-learner" });
    const problemId = await publishProblem(author, "Few tests", TESTS);
    const manyId = await publishProblem(author, "Many tests", MANY_TESTS);
    await inFolder(async (folder) => {
      const bare = await bareTests(folder, TESTS);
      for (const [language, allowedMs] of [
        ["cpp17", 40],
        ["python", 25],
      ]) {
        await measure(row, { language, allowedMs, learner, problemId, bare });
      }
    });
    await inFolder(async (folder) => measureMany(row, { learner, problemId: manyId, bare: await bareTests(folder, MANY_TESTS) }));
    await Promise.all([author.close(), learner.close()]);
  } finally {
    await installation.stop();
  }
}

async function publishProblem(author, title, count) {
  const { createProblem } = await author.request(CREATE, { input: { title, statement: "Add.", difficulty: "EASY" } });
  const { id } = createProblem.problem;
  await author.request(SET_TESTS, { input: { problemId: id, tests: smallTests(count) } });
  await author.request(PUBLISH, { input: { id } });
  return id;
}

/** The compiler with the worker's own words, then the program on each input, one process after another. */
async function bareTests(folder, count) {
  const inputs = smallTests(count).map((test, i) => ({ ...test, path: join(folder, `${i}.in`) }));
  for (const { path, input } of inputs) await writeFile(path, input);
  const outside = (word) => word.replaceAll(TOOLCHAINS, join(judgeHome(), "toolchains")).replaceAll(/\/(?:box|out)\//g, `${folder}/`);
  return async (languageId, source) => {
    const language = findLanguage(languageId);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, language.fileName), source);
    const { argv, env } = language.run({ ...LIMITS, files: [] });
    const since = performance.now();
    if (language.compile.artifacts) {
      const [compiler, ...words] = language.compile.argv(language.fileName).map(outside);
      await execute(compiler, words, { env: language.compile.env });
    }
    const compiled = performance.now();
    for (const { path } of inputs) {
      const stdin = openSync(path, "r");
      await runBare(argv.map(outside), { stdin, env }).finally(() => closeSync(stdin));
    }
    return { total: performance.now() - since, runs: performance.now() - compiled };
  };
}

async function submitAndWatch(learner, problemId, language, source) {
  const since = performance.now();
  const { submitCode } = await learner.request(SUBMIT, { input: { problemId, language, source } });
  const answered = performance.now();
  let first;
  let running;
  let last;
  for await (const { data, errors } of learner.subscribe(WATCH, { id: submitCode.submission.id })) {
    if (errors) throw new Error(errors[0].message);
    if (data.submissionStatus.status !== "QUEUED") first ??= performance.now();
    if (data.submissionStatus.status === "RUNNING") running ??= performance.now();
    last = data.submissionStatus;
    if (last.status === "FINISHED") break;
  }
  if (last?.verdict !== "ACCEPTED") throw new Error(`the verdict is ${last?.verdict}`);
  const ended = performance.now();
  return { total: ended - since, answer: answered - since, first: first - answered, runs: ended - running };
}

async function measure(row, { language, allowedMs, learner, problemId, bare }) {
  const { ours, alone } = await inTurn(
    {
      ours: () => submitAndWatch(learner, problemId, language, SOURCES[language]()),
      alone: () => bare(language, SOURCES[language]()),
    },
    { rounds: ROUNDS, warmUp: 4 },
  );
  const of = (figures, name) => figures.map((figure) => figure[name]);
  const baseline = language === "python" ? `${TESTS} bare runs` : `bare compiler and ${TESTS} bare runs`;
  const what = `${findLanguage(language).name}, ${TESTS} small tests, submitCode to terminal event`;
  for (const [name, at, target] of [
    ["median", median, { overAtMost: allowedMs }],
    ["90th percentile", (figures) => percentile(figures, 0.9), undefined],
  ]) {
    const figures = { value: at(of(ours, "total")), baselineValue: at(of(alone, "total")) };
    row({ what: `${what}, ${name}`, unit: "ms", baseline, ...figures, target });
  }
  row({ what: `${findLanguage(language).name}, submitCode answered, median`, value: median(of(ours, "answer")), unit: "ms" });
  row({
    what: `${findLanguage(language).name}, answer to first progress event, median`,
    value: median(of(ours, "first")),
    unit: "ms",
    target: { atMost: 30 },
  });
}

/** The tests alone: from the event that they run to the one with the verdict. */
async function measureMany(row, { learner, problemId, bare }) {
  const { ours, alone } = await inTurn(
    {
      ours: async () => (await submitAndWatch(learner, problemId, "cpp17", SOURCES.cpp17())).runs,
      alone: async () => (await bare("cpp17", SOURCES.cpp17())).runs,
    },
    { rounds: MANY_ROUNDS, warmUp: 2 },
  );
  row({
    what: `C++17, ${MANY_TESTS} small tests, first of them to terminal event, median`,
    value: median(ours),
    unit: "ms",
    baseline: `${MANY_TESTS} bare runs`,
    baselineValue: median(alone),
    target: { ratioAtMost: 1.1 },
  });
}
