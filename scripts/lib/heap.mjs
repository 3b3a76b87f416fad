// Heap limit of our programs, derived from the memory of the machine or of the control group.
import { totalmem } from "node:os";

const MIB = 1024 * 1024;
/** API, worker, PostgreSQL, Redis and the judge share the machine under npm start. */
const SHARE = 1 / 8;
const LEAST_MIB = 256;
const MOST_MIB = 2048;
/** Size of the young generation: a larger one means less copying, but keeps more memory. */
const SEMI_SPACE_MIB = 16;

export function heapFlags() {
  const constrained = process.constrainedMemory?.() ?? 0;
  const bytes = constrained > 0 ? Math.min(totalmem(), constrained) : totalmem();
  const old = Math.round(Math.min(MOST_MIB, Math.max(LEAST_MIB, (bytes * SHARE) / MIB)));
  return [`--max-old-space-size=${old}`, `--max-semi-space-size=${SEMI_SPACE_MIB}`];
}
