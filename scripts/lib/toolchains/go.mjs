// The newest Go of the machine, with its standard library compiled.
import { constants, existsSync, readdirSync, realpathSync } from "node:fs";
import { copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { byVersion, readVersion, run } from "./execute.mjs";

/** Folder of the newest Go, or undefined. Only folders visible in the sandbox count, so not /usr/local. */
export function newestGo() {
  const versions = existsSync("/usr/lib") ? readdirSync("/usr/lib").filter((name) => /^go-1\.\d+$/.test(name)) : [];
  const folders = [...versions.sort(byVersion).reverse(), "go"].map((name) => join("/usr/lib", name));
  return folders.find((folder) => existsSync(join(folder, "bin", "go")));
}

/** `go build` needs a writable cache; the compiler and the linker only need the compiled standard library and a list of it. */
export async function prepareGo(toolchains, work) {
  const go = join(newestGo(), "bin", "go");
  const packages = join(toolchains, "go", "pkg");
  await mkdir(packages, { recursive: true });
  const env = {
    ...{ GOCACHE: join(work, "go"), GOPATH: join(work, "gopath"), GOENV: "off", GOFLAGS: "", GOTOOLCHAIN: "local" },
    ...{ GO111MODULE: "off", CGO_ENABLED: "0" },
  };
  const { stdout: tools } = await run(go, ["env", "GOTOOLDIR"], { env });
  await symlink(realpathSync(tools.trim()), join(toolchains, "go", "tool"));
  const { stdout } = await run(go, ["list", "-export", "-f", "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}", "std"], { env });
  const entries = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("="));
  const lines = [];
  for (const [name, file] of entries) {
    const copy = `${name.replaceAll("/", "-")}.a`;
    await copyFile(file, join(packages, copy), constants.COPYFILE_FICLONE);
    lines.push(`packagefile ${name}=/opt/judge/go/pkg/${copy}`);
  }
  await writeFile(join(toolchains, "go", "importcfg"), `${lines.join("\n")}\n`);
  return { go: await readVersion(go, ["version"], /go version go(\S+)/) };
}
