// The native parts of the sandbox and the toolchains it binds, put below the judge's home by judge-setup.mjs as root.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Stop } from "./console.mjs";
import { programNode } from "./hand-over.mjs";
import { dataDir, inRoot, judgeHome } from "./paths.mjs";
import { rootPrefix, withEnv } from "./privilege.mjs";
import { lastLines, run } from "./run.mjs";
import { hashOf, readStamp, writeWhole } from "./stamps.mjs";

const stamp = join(dataDir, "judge-parts.stamp");

/** What the parts are made from. The system's compilers are left out: judge-setup looks at those itself when it runs. */
const wanted = () =>
  hashOf([inRoot("scripts", "judge-setup.mjs"), inRoot("src", "judge", "sandbox", "native"), inRoot("package-lock.json")], judgeHome());

export async function prepareJudgeParts(say = () => {}) {
  const hash = wanted();
  if (readStamp(stamp) === hash && existsSync(join(judgeHome(), "bin", "launcher"))) return "unchanged";
  const prefix = await rootPrefix();
  if (!prefix) throw new Stop("The sandbox parts have to be installed by root: run this command as root or as a user with sudo.");
  say("compiling the launcher and preparing toolchains");
  const [command, ...words] = [...prefix, ...withEnv(["npm_config_cache", "http_proxy", "https_proxy"])];
  const setup = [programNode(), inRoot("scripts", "judge-setup.mjs"), "--home", judgeHome(), "--node", programNode()];
  const all = [command, ...words, ...setup].filter((word) => word !== undefined);
  const result = await run(all[0], all.slice(1));
  if (result.code !== 0) throw new Stop(`The sandbox parts could not be made. It said:\n${lastLines(result.output, 30)}`);
  writeWhole(stamp, hash);
  return `installed in ${judgeHome()}`;
}
