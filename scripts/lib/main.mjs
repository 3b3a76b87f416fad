// The one place where a script ends: a Stop is printed as one sentence, any other error is a bug and shows its stack.
import { report, Stop } from "./console.mjs";

export async function main(work) {
  try {
    // Exits at once, even if timers are pending.
    process.exit((await work()) ?? 0);
  } catch (error) {
    report(error instanceof Stop ? `✗ ${error.message}` : `✗ ${error instanceof Error ? error.stack : error}`);
    process.exit(1);
  }
}
