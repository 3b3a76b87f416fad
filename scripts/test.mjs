// `npm test`: the set-up steps, then jest under Node 24. Works as the first command in a fresh checkout, and beside a
// running npm start. Arguments go to jest.
import { spawn } from "node:child_process";
import { build } from "./lib/build.mjs";
import { step } from "./lib/console.mjs";
import { makeDataFolder } from "./lib/embedded.mjs";
import { forgetRealServices } from "./lib/environment.mjs";
import { prepareJudgeParts } from "./lib/judge-parts.mjs";
import { main } from "./lib/main.mjs";
import { inRoot } from "./lib/paths.mjs";
import { prepareMachine } from "./lib/prepare.mjs";

/** CI asks for the result in a file as well. */
const resultFile = () => (process.env.JEST_RESULTS_FILE ? ["--json", `--outputFile=${process.env.JEST_RESULTS_FILE}`] : []);

function jest(args) {
  const words = [
    "--experimental-vm-modules",
    "--no-warnings=ExperimentalWarning",
    inRoot("node_modules", "jest", "bin", "jest.js"),
    ...resultFile(),
    ...args,
  ];
  const child = spawn("setpriv", ["--pdeathsig=TERM", "--", process.execPath, ...words], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => child.on("error", reject).on("exit", (code) => resolve(code ?? 1)));
}

await main(async () => {
  forgetRealServices();
  makeDataFolder();
  const code = await prepareMachine();
  if (code !== undefined) return code;
  await Promise.all([step("Program", build), step("Sandbox parts", prepareJudgeParts)]);
  return jest(process.argv.slice(2));
});
