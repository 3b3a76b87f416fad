import { Findings } from "./package-faults.js";
import type { PackageFault, PackageNote } from "./package-faults.js";
import { PackageFiles, type PackageFile } from "./package-files.js";
import { readKattis } from "./kattis/read-kattis.js";
import { readPolygon } from "./polygon/read-polygon.js";
import type { ProblemPackage } from "./problem-package.js";

export interface ReadPackage {
  /** Null if there are faults. */
  problem: ProblemPackage | null;
  faults: PackageFault[];
  notes: PackageNote[];
}

const MARKERS = ["problem.yaml", "problem.xml"];

/** Reads a package of any known format. Its tests are not read, only found. */
export async function readPackage(all: readonly PackageFile[], findings = new Findings()): Promise<ReadPackage> {
  const root = rootOf(all);
  if (root === null) {
    findings.fault("FORMAT_UNKNOWN", null, "There is no `problem.yaml` or `problem.xml` at the top or in a single folder.");
    return { problem: null, faults: findings.faults, notes: findings.notes };
  }
  const files = root === "" ? new PackageFiles(all) : new PackageFiles(all).from(root);
  const read = files.get("problem.yaml") ? readKattis : readPolygon;
  const problem = await read(files, root, findings);
  return { problem: findings.faultCount > 0 ? null : problem, faults: findings.faults, notes: findings.notes };
}

/** The folder of the package: the top, or the only folder there. */
function rootOf(all: readonly PackageFile[]): string | null {
  const paths = new Set(all.map(({ path }) => path));
  if (MARKERS.some((name) => paths.has(name))) return "";
  const folders = [...new Set(all.map(({ path }) => path.split("/", 1)[0]!))].filter((folder) =>
    MARKERS.some((name) => paths.has(`${folder}/${name}`)),
  );
  return folders.length === 1 ? folders[0]! : null;
}
