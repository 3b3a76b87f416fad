// The native parts of the sandbox and its toolchains, installed in the judge's home by judge-setup.mjs as root. That also checks the
// machine's compilers, so it is run every time, and takes a moment if nothing changed.
import { join } from "node:path";
import { Stop } from "./console.mjs";
import { programNode } from "./hand-over.mjs";
import { inRoot, judgeHome } from "./paths.mjs";
import { rootPrefix } from "./privilege.mjs";
import { lastLines, run } from "./run.mjs";

export async function prepareJudgeParts(say = () => {}) {
  const prefix = await rootPrefix();
  if (!prefix) throw new Stop("The sandbox parts must be installed by root: run this command as root or as a user with sudo.");
  const slow = setTimeout(() => say("compiling the launcher and preparing toolchains, half a minute the first time"), 2000);
  const node = programNode();
  const [command, ...args] = [...prefix, node, inRoot("scripts", "judge-setup.mjs"), "--home", judgeHome(), "--node", node];
  const result = await run(command, args);
  clearTimeout(slow);
  if (result.code !== 0) throw new Stop(`Building the sandbox parts failed. Output:\n${lastLines(result.output, 30)}`);
  return /^unchanged/m.test(result.output) ? "unchanged" : `installed in ${judgeHome()}`;
}

export const launcherBinary = () => join(judgeHome(), "bin", "launcher");
