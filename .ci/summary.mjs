// The closing lines of a CI run, from the result file that jest wrote: node .ci/summary.mjs <file> <code of check> <code of test>.
import { readFileSync } from "node:fs";

const [file, checkCode, testCode] = process.argv.slice(2);

function readResults() {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

const results = readResults();
const { numPassedTests: passed = 0, numFailedTests } = results ?? {};
let failed = numFailedTests ?? 0;
if (results) {
  const {
    numPassedTestSuites,
    numFailedTestSuites,
    numTotalTestSuites,
    numTotalTests,
    numPendingTests,
    numRuntimeErrorTestSuites,
    startTime,
  } = results;
  const skipped = numPendingTests > 0 ? `${numPendingTests} skipped, ` : "";
  console.log(`\nTest Suites: ${numFailedTestSuites} failed, ${numPassedTestSuites} passed, ${numTotalTestSuites} total`);
  console.log(`Tests:       ${failed} failed, ${skipped}${passed} passed, ${numTotalTests} total`);
  console.log(`Time:        ${Math.round((Date.now() - startTime) / 1000)} s`);
  // A suite that could not even be loaded ran no test, and must not pass for that.
  failed += numRuntimeErrorTestSuites;
  for (const { name, message } of results.testResults.filter(({ status }) => status === "failed"))
    console.log(`failed: ${name}\n${message.slice(0, 2000)}`);
}
const broken = checkCode !== "0" || testCode !== "0";
if (checkCode !== "0") console.log("npm run check failed; see above.");
if (testCode !== "0" && failed === 0) {
  console.log("npm test ended without a result that explains it; see above.");
  failed = 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = broken ? 1 : 0;
