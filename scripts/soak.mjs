// `npm run soak -- 500`: sends that many submissions (default 2000), ordinary and hostile ones mixed, through a real API and worker;
// then compares the machine with its state before. Prints a table; exits with 1 on a leak.
import { runSuites } from "./lib/run-suites.mjs";

const count = Number(process.argv[2] ?? 2000);
if (!Number.isInteger(count) || count < 1) {
  console.error("Usage: npm run soak -- [SUBMISSIONS]");
  process.exit(2);
}
runSuites(["test/soak/soak"], { SOAK_SUBMISSIONS: String(count) });
