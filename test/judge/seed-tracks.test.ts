/**
 * Runnable code of the seed's lessons, and the programs of its quizzes, print in the sandbox what stands beside them. A sample of each
 * track; `npm run test:seed` runs all.
 */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { cpus } from "node:os";
import { createContainerEngine } from "../../src/judge/engines/container-engine.js";
import { tokens } from "../../src/judge/checkers/tokens.js";
import { findLanguage } from "../../src/judge/languages/index.js";
import { runOnce } from "../../src/judge/run-once.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import type { Sandbox } from "../../src/judge/sandbox/sandbox.js";
import { startLauncher } from "../support/launcher.js";
import { seedQuizzes, seedTracks, statedRuns, type StatedRun } from "../support/seed-tracks.js";

/** Every so many programs is in the sample, so that few of each track and language are. */
const SAMPLE = 23;
const LIMITS = { timeLimitMs: 20_000, memoryLimitKb: 262_144 };

let launcher: Awaited<ReturnType<typeof startLauncher>>;
let sandbox: Sandbox;
beforeAll(async () => {
  launcher = await startLauncher();
  sandbox = createLocalSandbox({ socketPath: launcher.socketPath, slots: cpus().length });
}, 600_000);
afterAll(async () => {
  await sandbox.close();
  await launcher.close();
});

const lines = (text: string) => text.split("\n").map((line) => line.trimEnd());
const trimmed = (text: string) => lines(text).join("\n").trimEnd();

async function expectStated({ syntax, source, input, output, error }: StatedRun): Promise<void> {
  const language = findLanguage(syntax)!;
  const { runs, compilerOutput } = await runOnce({
    ...{ engine: createContainerEngine("sandbox", sandbox), language, source, inputs: [{ input: Buffer.from(input) }] },
    ...{ limits: LIMITS, checker: tokens },
  });
  const run = runs[0];
  expect({ compilerOutput, stdout: trimmed(run?.stdout ?? "") }).toEqual({ compilerOutput: "", stdout: trimmed(output) });
  expect(lines((run?.stderr ?? "").trim()).at(-1)).toBe(error ?? "");
}

async function quizPrograms(): Promise<StatedRun[]> {
  return (await seedQuizzes()).flatMap(({ slug, quiz }) =>
    quiz!.questions.flatMap(({ name, content }) =>
      content.kind === "CODE_OUTPUT"
        ? [
            {
              ...{ name: `${slug}/${name}`, syntax: content.language, source: `${content.source}\n`, input: content.stdin ?? "" },
              ...{ output: content.expectedOutput, error: null },
            },
          ]
        : [],
    ),
  );
}

const all = process.env.SEED_SUBMISSIONS === "all";
const groups = [
  ...(await seedTracks()).map((track) => [track.slug, statedRuns(track)] as const),
  ["quizzes", await quizPrograms()] as const,
];

describe.each(groups)("%s", (_group, programs) => {
  const chosen = all ? programs : programs.filter((_, index) => index % SAMPLE === 0);
  it.each(chosen.map((program) => [program.name, program] as const))("%s", (_name, program) => expectStated(program), 300_000);
});
