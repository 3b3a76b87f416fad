/** A machine that is busy with other things judges late, and rightly: no try of a submission is spent, none ends as SYSTEM_ERROR. */
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Client } from "../support/client.js";
import { amidCrowd } from "../support/crowd.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createLearner, createProblem, submit, verdictsOf, type Code, type Problem } from "../support/scenario.js";
import { startServices } from "../support/services.js";

const BUSY_LOOPS = 14;
/** Of each kind below at least one; `npm run test:busy` has 20. */
const SUBMISSIONS = Number(process.env.BUSY_SUBMISSIONS ?? 6);
const TIME_LIMIT_MS = Number(process.env.BUSY_TIME_LIMIT_MS ?? 1000);

/** 92 % of the CPU limit, which takes a multiple of it by the clock. */
const BURNS: Code = {
  language: "cpp17",
  source: `#include <ctime>\n#include <iostream>\nint main() {\n  long a, b;\n  std::cin >> a >> b;\n  while (clock() * 1000.0 / CLOCKS_PER_SEC < ${TIME_LIMIT_MS * 0.92}) {}\n  std::cout << a + b << std::endl;\n}\n`,
};
const BLOCKED: Code = { language: "python", source: "import time\ntime.sleep(60)\n" };
const SOLVES: readonly Code[] = [
  { language: "python", source: "a, b = input().split()[:2]\nprint(int(a) + int(b))\n" },
  {
    language: "java17",
    source:
      "import java.util.Scanner;\npublic class Main {\n  public static void main(String[] a) {\n    Scanner in = new Scanner(System.in);\n    System.out.println(in.nextInt() + in.nextInt());\n  }\n}\n",
  },
  {
    language: "go",
    source: 'package main\n\nimport "fmt"\n\nfunc main() {\n\tvar a, b int\n\tfmt.Scan(&a, &b)\n\tfmt.Println(a + b)\n}\n',
  },
];

let services: Awaited<ReturnType<typeof startServices<"redis" | "launcher">>>;
let installation: Installation;
let api: Api;
let learner: Client;
let problem: Problem;

beforeAll(async () => {
  services = await startServices({ only: ["redis", "launcher"] });
  installation = await createInstallation(services.env, { own: true });
  api = await installation.startApi();
  await installation.startWorker();
  learner = await createLearner(api);
  problem = await createProblem(installation, api, { timeLimitMs: TIME_LIMIT_MS });
}, 300_000);

afterAll(async () => {
  await learner?.close();
  await installation?.stop();
  await services?.stop();
});

it(`gives ${SUBMISSIONS} submissions their verdicts beside ${BUSY_LOOPS} busy loops`, async () => {
  const samples = Array.from({ length: SUBMISSIONS }, (_, index): Code & { verdict: string } => {
    if (index === 0) return { ...BLOCKED, verdict: "TIME_LIMIT_EXCEEDED" };
    return { ...(index % 5 === 1 ? BURNS : SOLVES[index % SOLVES.length]!), verdict: "ACCEPTED" };
  });
  const started = performance.now();
  const verdicts = await amidCrowd(BUSY_LOOPS, () =>
    Promise.all(
      samples.map(async ({ language, source }, index) => {
        const mark = `${language === "python" ? "#" : "//"} ${index}\n`;
        const [verdict] = await verdictsOf(learner, await submit(learner, problem, { language, source: source + mark }));
        return verdict;
      }),
    ),
  );
  process.stdout.write(
    `${SUBMISSIONS} submissions beside ${BUSY_LOOPS} busy loops: ${Math.round((performance.now() - started) / 1000)} s\n`,
  );
  expect(verdicts).toEqual(samples.map(({ verdict }) => verdict));
  const [failures] = await installation.sql<{ count: number }>("select sum(system_failures)::int as count from judgements");
  expect(failures!.count).toBe(0);
}, 1_200_000);
