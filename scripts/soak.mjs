// `npm run soak -- 500`: sends that many submissions (default 2000), ordinary and hostile ones mixed, through a real API and worker;
// then compares the machine with its state before. Prints a table; exits with 1 on a leak.
const count = Number(process.argv[2] ?? 2000);
if (!Number.isInteger(count) || count < 1) {
  console.error("Usage: npm run soak -- [SUBMISSIONS]");
  process.exit(2);
}
process.env.SOAK_SUBMISSIONS = String(count);
process.argv.splice(2, Infinity, "test/soak/soak");
await import("./test.mjs");
