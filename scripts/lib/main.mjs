// The one place where a script ends: a Stop is told in one sentence, anything else is a fault of ours and shows its stack.
import { report, Stop } from "./console.mjs";

export async function main(work) {
  try {
    // At once, whatever timer is still set.
    process.exit((await work()) ?? 0);
  } catch (error) {
    report(error instanceof Stop ? `✗ ${error.message}` : `✗ ${error instanceof Error ? error.stack : error}`);
    process.exit(1);
  }
}
