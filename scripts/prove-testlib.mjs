/**
 * `npm run prove:testlib -- FOLDER`: checker programs and interactors against testlib's own tests. FOLDER is a checkout of MikeMirzayanov/testlib, whose
 * code is not part of this repository.
 */
const folder = process.argv[2];
if (!folder || folder.startsWith("-")) {
  console.error("Usage: npm run prove:testlib -- FOLDER");
  process.exit(2);
}
process.env.TESTLIB_FOLDER = folder;
process.argv.splice(2, Infinity, "test/judge/testlib-reference");
await import("./test.mjs");
