// The newest g++ of the machine, with <bits/stdc++.h> precompiled for each supported standard.
import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { byVersion, readVersion, run } from "./execute.mjs";

const STANDARDS = [17, 20, 23];
const GUARD = "CODEQUEST_BITS_STDCPP_H";
/** Must match the C++ language files: gcc only uses a precompiled header with the same flags. */
const flags = (standard) => [`-std=gnu++${standard}`, "-O2", "-pipe"];

/** A distribution may have several, such as g++ and g++-13; the highest number wins. */
export function newestGpp() {
  const numbered = readdirSync("/usr/bin").filter((name) => /^g\+\+-\d+$/.test(name));
  const [newest] = numbered.sort(byVersion).reverse();
  return newest ? `/usr/bin/${newest}` : "/usr/bin/g++";
}

/** Returns the version by language id; skips standards that this compiler does not support. */
export async function prepareCpp(toolchains) {
  const gpp = newestGpp();
  const folder = join(toolchains, "cpp");
  await mkdir(folder, { recursive: true });
  await symlink(gpp, join(folder, "g++"));
  const header = await findHeader(gpp);
  const version = await readVersion(gpp, ["-dumpfullversion"], /(\S+)/);
  const versions = {};
  await Promise.all(
    STANDARDS.map(async (standard) => {
      if (!(await knows(gpp, standard))) return;
      await precompile(gpp, standard, header, join(folder, String(standard), "bits"));
      versions[`cpp${standard}`] = version;
    }),
  );
  return versions;
}

async function findHeader(gpp) {
  const { stderr } = await run(gpp, ["-E", "-v", "-x", "c++", "/dev/null"]);
  const folders = stderr.split("\n").map((line) => line.trim());
  const header = folders.map((folder) => join(folder, "bits", "stdc++.h")).find((file) => file.startsWith("/") && existsSync(file));
  if (!header) throw new Error(`${gpp} has no bits/stdc++.h; is it installed completely?`);
  return header;
}

async function knows(gpp, standard) {
  return run(gpp, [...flags(standard), "-fsyntax-only", "-x", "c++", "/dev/null"]).then(
    () => true,
    () => false,
  );
}

/**
 * Saves two thirds of the compilation time with <bits/stdc++.h>. The header itself is placed next to it: gcc uses the precompiled one
 * only once, and only as the first include. It has no guard of its own, so including it again, as the driver of a function problem and the
 * learner's code do, would look into each of its hundred headers: a tenth of a compilation.
 */
async function precompile(gpp, standard, header, folder) {
  await mkdir(folder, { recursive: true });
  const copy = join(folder, "stdc++.h");
  await writeFile(copy, `#ifndef ${GUARD}\n#define ${GUARD}\n${await readFile(header, "utf8")}\n#endif\n`);
  await run(gpp, [...flags(standard), "-x", "c++-header", copy, "-o", `${copy}.gch`]);
}
