// Python libraries for competitive programming, if their Debian packages are installed.
import { existsSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { readVersion, run } from "./execute.mjs";

const PYTHON = "/usr/bin/python3";
const PACKAGES = "/usr/lib/python3/dist-packages";
const LIBRARIES = ["numpy", "sortedcontainers"];
/** A third of numpy, and useless to programs. */
const LEFT_OUT = new Set(["tests", "f2py", "doc"]);

/** Inputs of the judge's home. */
export const pythonLibraries = () => LIBRARIES.map((name) => join(PACKAGES, name)).filter((folder) => existsSync(folder));

/**
 * Copies, because programs must not see the machine's other packages, and because a .pth file among those would run at each start.
 * Bytecode is compiled here, as programs can't write it.
 */
export async function preparePython(toolchains) {
  const folder = join(toolchains, "python");
  await mkdir(folder, { recursive: true });
  const libraries = [];
  for (const source of pythonLibraries()) {
    const name = basename(source);
    await cp(source, join(folder, name), { recursive: true, preserveTimestamps: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
    const code = `import sys; sys.path.insert(0, sys.argv[1]); import ${name}; print(${name}.__version__)`;
    const version = await readVersion(PYTHON, ["-ISBc", code, folder], /(\S+)/).catch(() => undefined);
    if (version) libraries.push(`${name} ${version}`);
    // It can't be imported: a dependency is missing.
    else await rm(join(folder, name), { recursive: true });
  }
  await run(PYTHON, ["-ISm", "compileall", "-q", "--invalidation-mode", "unchecked-hash", folder]);
  return { python: await readVersion(PYTHON, ["--version"], /Python (\S+)/), libraries };
}
