// `npm run soak -- 500`: as many submissions, ordinary and hostile ones mixed, through a real API and worker (2000 when
// no number is given); then the machine is compared with what it was before. Prints a table; exits with 1 on a leak.
const count = Number(process.argv[2] ?? 2000);
if (!Number.isInteger(count) || count < 1) {
  console.error("Usage: npm run soak -- [SUBMISSIONS]");
  process.exit(2);
}
process.env.SOAK_SUBMISSIONS = String(count);
process.argv.splice(2, Infinity, "test/soak");
await import("./test.mjs");
