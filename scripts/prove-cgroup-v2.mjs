/**
 * `npm run prove:cgroup-v2`: tests the sandbox on a machine with only control groups of version 2. Builds an image with Debian,
 * systemd and this checkout, boots it in qemu (no KVM needed), and runs there: the self-test in every place where a launcher may be
 * started, the sandbox's tests, every hostile program with its control, npm start with the demo, soak and chaos. Prints a table;
 * exits with 1 if anything failed. Takes hours: an emulated machine is 10 to 30 times slower.
 *
 *   npm run prove:cgroup-v2 -- [--stages places,sandbox,hostile,demo,soak,chaos] [--soak N] [--chaos N] [--cores N]
 *     [--memory MB] [--slowness N] [--only PATTERN] [--folder FOLDER]
 */
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./lib/build.mjs";
import { makeImage } from "./lib/cgroup-v2/image.mjs";
import { bootMachine } from "./lib/cgroup-v2/machine.mjs";
import { createRecord } from "./lib/cgroup-v2/record.mjs";
import { say, step, Stop } from "./lib/console.mjs";
import { main } from "./lib/main.mjs";
import { prepareMachine } from "./lib/prepare.mjs";

const STAGES = ["places", "sandbox", "hostile", "demo", "soak", "chaos"];

function readArguments() {
  const text = (value) => ({ type: "string", default: value });
  const { values } = parseArgs({
    options: {
      stages: text(STAGES.join(",")),
      soak: text("50"),
      chaos: text("10"),
      cores: text("2"),
      memory: text("6144"),
      folder: text("/var/tmp/codequest-cgroup-v2"),
      slowness: { type: "string" },
      only: { type: "string" },
      command: { type: "string" },
    },
  });
  const stages = values.command ? ["command"] : values.stages.split(",");
  const unknown = stages.filter((stage) => !STAGES.includes(stage) && !values.command);
  if (unknown.length > 0) throw new Stop(`There is no stage ${unknown.join(", ")}; there are ${STAGES.join(", ")}.`);
  const numbers = Object.fromEntries(
    ["soak", "chaos", "cores", "memory", "slowness"].map((name) => [name, values[name] && Number(values[name])]),
  );
  for (const [name, value] of Object.entries(numbers))
    if (value !== undefined && !(Number.isInteger(value) && value > 0)) throw new Stop(`--${name} takes a whole number above 0.`);
  return { ...numbers, stages, only: values.only, command: values.command, folder: values.folder };
}

await main(async () => {
  const given = readArguments();
  const code = await prepareMachine();
  if (code !== undefined) return code;
  await step("Program", build);
  let image;
  await step("Image", async (tell) => {
    image = await makeImage({ cache: given.folder, say: tell });
  });
  const folder = join(given.folder, `run-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const record = createRecord(given.stages);
  const { stages, soak, chaos, slowness, only, command } = given;
  say(`… the machine boots; its console is in ${folder}/console.log`);
  await bootMachine({
    ...{ image, folder, cores: given.cores, memoryMb: given.memory },
    plan: { stages, soak, chaos, slowness, only, command },
    onReport: (fact) => {
      for (const line of record.add(fact)) say(line);
    },
  });
  rmSync(join(folder, "layer.qcow2"), { force: true });
  const table = record.table();
  say(`\n${table}`);
  writeFileSync(join(folder, "table.md"), `${table}\n`);
  appendFileSync(join(folder, "failures.log"), record.failures().join("\n"));
  if (!record.holds()) throw new Stop(`Some checks failed; see ${folder}/failures.log.`);
  say("✓ all checks passed on control groups of version 2");
});
