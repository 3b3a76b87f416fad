// Problem packages on disk: a ZIP, or a folder with problem.yaml or problem.xml.
import { createWriteStream, existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

/** Paths of all packages in a folder and below it, or of the one that it is. */
export function packagesBelow(folder) {
  if (folder.endsWith(".zip")) return [folder];
  if (["problem.yaml", "problem.xml"].some((name) => existsSync(join(folder, name)))) return [folder];
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith("."));
  return entries
    .filter((entry) => entry.isDirectory() || entry.name.endsWith(".zip"))
    .flatMap(({ name }) => packagesBelow(join(folder, name)))
    .sort();
}

/** Path of the package as a ZIP, which is made in `scratch` of a folder. Links are followed, as `zip -r` does. */
export async function zipped(path, scratch) {
  if (path.endsWith(".zip")) return path;
  const zip = new ZipFile();
  const add = (folder, name) => {
    for (const entry of readdirSync(folder)) {
      const from = join(folder, entry);
      // A link that leads nowhere, such as to a PDF that has to be built.
      if (!existsSync(from)) zip.addBuffer(Buffer.alloc(0), `${name}/${entry}`);
      else if (statSync(from).isDirectory()) add(from, `${name}/${entry}`);
      else zip.addFile(from, `${name}/${entry}`);
    }
  };
  add(path, basename(path).replace(/[^A-Za-z0-9]/g, "") || "package");
  zip.end();
  const archive = join(scratch, "package.zip");
  await pipeline(zip.outputStream, createWriteStream(archive));
  return archive;
}
