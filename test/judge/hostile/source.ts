import { readFileSync } from "node:fs";
import { join } from "node:path";
import { slowness } from "../../../scripts/lib/slowness.mjs";

const PROGRAMS = join(import.meta.dirname, "programs");

/** Source of a hostile program. What it burns or sleeps is multiplied by the machine's slowness, as limits of time are. */
export function hostileSource(program: string): string {
  return readFileSync(join(PROGRAMS, program), "utf8").replaceAll("@SLOWNESS@", String(slowness()));
}
