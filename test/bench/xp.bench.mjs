/**
 * What XP adds to a verdict: the time from submitCode to the terminal event of a first solve, which earns XP, against that of another solve of the
 * same problem, which earns none; and the SQL statements about XP that the worker sends before the terminal event.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { createPerson } from "./support/client.mjs";
import { createInstallation } from "./support/installation.mjs";
import { inTurn, median } from "./support/measure.mjs";

const ROUNDS = 25;
const CREATE = "mutation ($input: CreateProblemInput!) { createProblem(input: $input) { problem { id } } }";
const SET_TESTS = "mutation ($input: SetProblemTestsInput!) { setProblemTests(input: $input) { problem { id } } }";
const PUBLISH = "mutation ($input: PublishProblemInput!) { publishProblem(input: $input) { problem { id } } }";
const SUBMIT = "mutation ($input: SubmitCodeInput!) { submitCode(input: $input) { submission { id } } }";
const WATCH = "subscription ($id: ID!) { submissionStatus(submissionId: $id) { status verdict } }";
const ABOUT_XP = /xp_(entries|totals)/;

async function publishProblem(author, title) {
  const { id } = (await author.request(CREATE, { input: { title, statement: "Add.", difficulty: "EASY" } })).createProblem.problem;
  const tests = Array.from({ length: 5 }, (_, n) => ({ name: `t${n}`, input: `${n} ${n}\n`, output: `${2 * n}\n`, sample: n === 0 }));
  await author.request(SET_TESTS, { input: { problemId: id, tests } });
  await author.request(PUBLISH, { input: { id } });
  return id;
}

/** Milliseconds until the terminal event. */
async function solve(learner, problemId) {
  const source = `# ${randomUUID()}\nprint(sum(map(int, input().split())))\n`;
  const since = performance.now();
  const { submitCode } = await learner.request(SUBMIT, { input: { problemId, language: "python", source } });
  for await (const { data } of learner.subscribe(WATCH, { id: submitCode.submission.id })) {
    const { status, verdict } = data.submissionStatus;
    if (status !== "FINISHED") continue;
    if (verdict !== "ACCEPTED") throw new Error(`the verdict is ${verdict}`);
    return performance.now() - since;
  }
  throw new Error("the stream has ended");
}

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  try {
    const api = await installation.startApi();
    const worker = await installation.startWorker({ LOG_LEVEL: "debug" });
    const author = await createPerson(installation, api, { name: "bench-author", role: "INSTRUCTOR" });
    const learner = await createPerson(installation, api, { name: "bench-learner" });
    const known = await publishProblem(author, "Solved again");
    const fresh = [];
    for (let n = 0; n < ROUNDS + 3; n++) fresh.push(await publishProblem(author, `Solved once ${n}`));
    await solve(learner, known);

    // Handlers of events run after the verdict: the next round waits for them, so that they don't compete with it.
    const earned = async () => (await installation.sql("select count(*)::int as count from xp_entries"))[0].count;
    const handled = async () => (await installation.sql("select count(*)::int as count from outbox"))[0].count === 0;
    const statements = () => worker.lines.filter((line) => line.includes('"msg":"statement"') && ABOUT_XP.test(line)).length;
    let before = 0;
    const onPath = [];
    const settled = async () => {
      while (!(await handled())) await delay(20);
      await delay(100);
      before = statements();
    };
    const next = () => fresh.pop();
    const { first, again } = await inTurn(
      {
        async first() {
          const time = await solve(learner, next());
          onPath.push(statements() - before);
          return time;
        },
        again: () => solve(learner, known),
      },
      { rounds: ROUNDS, warmUp: 3, before: settled },
    );
    await settled();
    if ((await earned()) !== ROUNDS + 4) throw new Error(`${await earned()} solves earned XP.`);
    row({
      ...{ what: "submitCode to the terminal event of a solve that earns XP, median", value: median(first), unit: "ms" },
      ...{ baseline: "a solve that earns none", baselineValue: median(again), target: { ratioAtMost: 1.05 } },
    });
    row({
      ...{ what: "SQL statements about XP before the terminal event, median of the rounds", value: median(onPath), unit: "statements" },
      target: { atMost: 1 },
    });
    await Promise.all([author.close(), learner.close()]);
  } finally {
    await installation.stop();
  }
}
