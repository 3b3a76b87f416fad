// Imports all problem packages below folders into a running installation, verifies each, and prints every verdict of their submissions
// that is not the expected one:
//   node scripts/judge-packages.mjs [--url URL] [--email EMAIL --password PASSWORD] FOLDER...
// The account needs the role INSTRUCTOR; the default is the demo account of `npm start`. The problems stay as drafts.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { inRoot } from "./lib/paths.mjs";
import { packagesBelow, zipped } from "./lib/packages.mjs";

const { password, accounts } = JSON.parse(readFileSync(inRoot("scripts", "demo-accounts.json"), "utf8"));
const { email } = accounts.find(({ role }) => role === "INSTRUCTOR");
const text = (value) => ({ type: "string", default: value });
const { values, positionals } = parseArgs({
  options: { url: text("http://127.0.0.1:4000/graphql"), email: text(email), password: text(password) },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error("Usage: node scripts/judge-packages.mjs [--url URL] [--email EMAIL --password PASSWORD] FOLDER...");
  process.exit(2);
}

const LOGIN = "mutation ($input: LoginInput!) { login(input: $input) { accessToken } }";
const REQUEST_UPLOAD =
  "mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { file { id } upload { url headers { name value } } } }";
const COMPLETE_UPLOAD = "mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) { file { id } } }";
const PARTS = "id status faults { code path message } ignored { path message } problem { id slug }";
const IMPORT = `mutation ($input: ImportProblemPackageInput!) { importProblemPackage(input: $input) { packageImport { ${PARTS} } } }`;
const IMPORTED = `query ($id: ID!) { packageImport(id: $id) { ${PARTS} } }`;
const VERIFY = "mutation ($input: VerifyProblemInput!) { verifyProblem(input: $input) { verification { id } } }";
const VERIFIED = `query ($id: ID!) { verification(id: $id) { status invalidInputs { validator test message } solutions {
  name language { slug } expectedVerdicts verdict asExpected detail failedTest message compilerOutput timeMs } timeLimit { currentMs suggestedMs } } }`;

let token;
async function ask(query, variables) {
  for (;;) {
    const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(values.url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
    const { data, errors } = await answer.json();
    if (!errors) return data;
    const { code, reason, retryAfterMs } = errors[0].extensions ?? {};
    if (reason === "EXPIRED") await signIn();
    else if (retryAfterMs !== undefined) await delay(Math.min(retryAfterMs, 60_000));
    else throw new Error(`${code}: ${errors[0].message}`);
  }
}

async function signIn() {
  token = undefined;
  token = (await ask(LOGIN, { input: { email: values.email, password: values.password } })).login.accessToken;
}

async function ended(query, id, field, isOver) {
  for (;;) {
    const state = (await ask(query, { id }))[field];
    if (isOver(state.status)) return state;
    await delay(500);
  }
}

async function imported(archive) {
  const content = readFileSync(archive);
  const input = { purpose: "PROBLEM_PACKAGE", fileName: "package.zip", contentType: "application/zip", sizeBytes: content.length };
  const { file, upload } = (await ask(REQUEST_UPLOAD, { input })).requestUpload;
  const headers = upload.headers.map(({ name, value }) => [name, value]);
  const sent = await fetch(upload.url, { method: "PUT", headers, body: content });
  if (!sent.ok) throw new Error(`the storage answered ${sent.status}`);
  await ask(COMPLETE_UPLOAD, { input: { fileId: file.id } });
  const { packageImport } = (await ask(IMPORT, { input: { fileId: file.id } })).importProblemPackage;
  return ended(IMPORTED, packageImport.id, "packageImport", (status) => status === "READY" || status === "FAILED");
}

const scratch = mkdtempSync(join(tmpdir(), "codequest-packages-"));
const counts = { packages: 0, imported: 0, solutions: 0, asExpected: 0 };
try {
  await signIn();
  for (const root of positionals) for (const path of packagesBelow(root)) await judge(path, relative(root, path) || basename(path));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(
  `\n${counts.packages} packages: ${counts.imported} imported. ${counts.solutions} submissions: ${counts.asExpected} as expected (${((100 * counts.asExpected) / counts.solutions).toFixed(1)} %).`,
);

async function judge(path, name) {
  counts.packages++;
  let problem;
  try {
    const { status, faults, problem: made } = await imported(await zipped(path, scratch));
    if (status === "FAILED") return console.log(`${name}: refused. ${faults[0]?.path ?? ""} ${faults[0]?.message ?? ""}`);
    problem = made;
  } catch (error) {
    return console.log(`${name}: not imported. ${error.message}`);
  }
  counts.imported++;
  const asked = await ask(VERIFY, { input: { problemId: problem.id } }).catch((error) => console.log(`${name}: ${error.message}`));
  if (!asked) return;
  const { verification } = asked.verifyProblem;
  const report = await ended(VERIFIED, verification.id, "verification", (status) => status !== "QUEUED" && status !== "RUNNING");
  const { solutions, invalidInputs, timeLimit } = report;
  const right = solutions.filter(({ asExpected }) => asExpected).length;
  counts.solutions += solutions.length;
  counts.asExpected += right;
  console.log(`${name}: ${report.status}, ${right} of ${solutions.length} as expected, limit ${timeLimit?.currentMs} ms`);
  for (const { validator, test, message } of invalidInputs.slice(0, 3)) console.log(`    input ${test}, ${validator}: ${message}`);
  for (const {
    asExpected,
    name: solution,
    language,
    expectedVerdicts,
    verdict,
    detail,
    failedTest,
    message,
    compilerOutput,
  } of solutions) {
    if (asExpected) continue;
    const why = [detail, failedTest && `test ${failedTest}`, message, compilerOutput?.split("\n").slice(0, 3).join(" | ")].filter(Boolean);
    console.log(`    ${solution} (${language.slug}): ${verdict}, not ${expectedVerdicts.join(" or ")}. ${why.join("; ")}`);
  }
}
