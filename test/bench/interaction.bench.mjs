/** A round trip between a submission and an interactor in their sandboxes, against two processes joined by a bare pair of pipes. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { createLocalSandbox } from "../../dist/judge/sandbox/local-sandbox.js";
import { compileC, inFolder } from "./support/bare.mjs";
import { inTurn, median } from "./support/measure.mjs";

const ROUNDS = 21;
const ROUND_TRIPS = 10_000;
const MIB = 1024 * 1024;
const LIMITS = { cpuMs: 60_000, wallMs: 120_000, memoryBytes: 64 * MIB, processes: 4, stdoutBytes: MIB, stderrBytes: 1024, fileBytes: MIB };
const execute = promisify(execFile);

export async function run({ row, services }) {
  const sandbox = createLocalSandbox({ socketPath: services.launcher.socket, slots: 1 });
  try {
    await inFolder((folder) => measure(row, sandbox, folder));
  } finally {
    await sandbox.close();
  }
}

async function measure(row, sandbox, folder) {
  const program = await compileC("ping-pong.c", folder);
  const container = await sandbox.open();
  const companion = await container.companion();
  const files = [{ path: "program", content: await readFile(program), executable: true }];
  await Promise.all([container.put(files), companion.put(files)]);
  const side = (role) => ({ argv: ["/box/program", role, String(ROUND_TRIPS)], env: {}, limits: LIMITS });
  const joined = async (transcriptBytes) => {
    const { submission, interactor } = await container.interact({ submission: side("pong"), interactor: side("ping"), transcriptBytes });
    if (submission.exitCode !== 0 || interactor.exitCode !== 0) throw new Error("a side failed");
    return Number(interactor.stderr) / 1000;
  };
  const bare = async (how) => Number((await execute(program, [how, String(ROUND_TRIPS)])).stderr) / 1000;

  const figures = await inTurn(
    { ours: () => joined(0), recorded: () => joined(16_384), pair: () => bare("pair"), pinned: () => bare("pinned") },
    { rounds: ROUNDS, warmUp: 2 },
  );
  const names = { unit: "µs", value: median(figures.ours) };
  row({ ...names, what: "round trip, median", baseline: "bare pipes", baselineValue: median(figures.pair), target: { ratioAtMost: 1.5 } });
  row({
    ...names,
    what: "round trip, median",
    baseline: "bare pipes on one core",
    baselineValue: median(figures.pinned),
    target: { ratioAtMost: 1.5 },
  });
  row({
    ...names,
    what: "round trip with a transcript, median",
    value: median(figures.recorded),
    baseline: "bare pipes",
    baselineValue: median(figures.pair),
  });
  await container.close();
}
