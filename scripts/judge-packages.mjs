// Imports all problem packages below folders into a running installation, verifies each, and prints every verdict of their submissions
// that is not the expected one:
//   node scripts/judge-packages.mjs [--url URL] [--email EMAIL --password PASSWORD] [--results FILE] FOLDER...
// The account needs the role INSTRUCTOR; the default is the demo account of `npm start`. The problems stay as drafts. If a package has
// no time limit and a verdict differs, it gets the suggested one and is verified again. FILE gets one line of JSON for each package;
// packages that it has are left out.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
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
  options: { url: text("http://127.0.0.1:4000/graphql"), email: text(email), password: text(password), results: { type: "string" } },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error("Usage: node scripts/judge-packages.mjs [--url URL] [--email EMAIL --password PASSWORD] [--results FILE] FOLDER...");
  process.exit(2);
}

const LOGIN = "mutation ($input: LoginInput!) { login(input: $input) { accessToken } }";
const REQUEST_UPLOAD =
  "mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { file { id } upload { url headers { name value } } } }";
const COMPLETE_UPLOAD = "mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) { file { id } } }";
const PARTS = "id status faults { code path message } ignored { path message } problem { id slug revisionNumber }";
const IMPORT = `mutation ($input: ImportProblemPackageInput!) { importProblemPackage(input: $input) { packageImport { ${PARTS} } } }`;
const IMPORTED = `query ($id: ID!) { packageImport(id: $id) { ${PARTS} } }`;
const UPDATE = "mutation ($input: UpdateProblemInput!) { updateProblem(input: $input) { problem { id } } }";
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

const FINISHED = (status) => status !== "QUEUED" && status !== "RUNNING";

async function verified(problemId) {
  const { verification } = (await ask(VERIFY, { input: { problemId } })).verifyProblem;
  return ended(VERIFIED, verification.id, "verification", FINISHED);
}

/** Of one package, from its archive to the verdicts. */
async function judged(path) {
  const { status, faults, ignored, problem } = await imported(await zipped(path, scratch));
  if (status === "FAILED") return { status: "REFUSED", faults, ignored };
  let report = await verified(problem.id);
  const { currentMs, suggestedMs } = report.timeLimit ?? {};
  const setsLimit = !ignored.some(({ message }) => message.startsWith("The package sets no time limit"));
  const differs = report.solutions.some(({ asExpected }) => !asExpected);
  if (differs && !setsLimit && suggestedMs && suggestedMs !== currentMs) {
    await ask(UPDATE, { input: { id: problem.id, expectedRevision: problem.revisionNumber, timeLimitMs: suggestedMs } });
    report = await verified(problem.id);
  }
  return { ...report, ignored };
}

const done = new Set();
if (values.results && existsSync(values.results))
  for (const line of readFileSync(values.results, "utf8").split("\n").filter(Boolean)) done.add(JSON.parse(line).path);

const scratch = mkdtempSync(join(tmpdir(), "codequest-packages-"));
const counts = { packages: 0, imported: 0, solutions: 0, asExpected: 0 };
try {
  await signIn();
  for (const root of positionals)
    for (const path of packagesBelow(root)) if (!done.has(path)) await report(path, relative(root, path) || basename(path));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(
  `\n${counts.packages} packages: ${counts.imported} imported. ${counts.solutions} submissions: ${counts.asExpected} as expected (${((100 * counts.asExpected) / counts.solutions).toFixed(1)} %).`,
);

async function report(path, name) {
  counts.packages++;
  const began = performance.now();
  const result = await judged(path).catch((error) => ({ status: "NOT_JUDGED", faults: [{ path: null, message: error.message }] }));
  const { status, faults = [], solutions = [], invalidInputs = [], timeLimit } = result;
  if (values.results) appendFileSync(values.results, `${JSON.stringify({ path, ...result, ms: Math.round(performance.now() - began) })}\n`);
  if (faults.length > 0) return console.log(`${name}: ${status}. ${faults[0].path ?? ""} ${faults[0].message}`);
  counts.imported++;
  const right = solutions.filter(({ asExpected }) => asExpected).length;
  counts.solutions += solutions.length;
  counts.asExpected += right;
  console.log(`${name}: ${status}, ${right} of ${solutions.length} as expected, limit ${timeLimit?.currentMs} ms`);
  for (const { validator, test, message } of invalidInputs.slice(0, 3)) console.log(`    input ${test}, ${validator}: ${message}`);
  for (const solution of solutions.filter(({ asExpected }) => !asExpected)) console.log(`    ${difference(solution)}`);
}

function difference({ name, language, expectedVerdicts, verdict, detail, failedTest, message, compilerOutput }) {
  const why = [detail, failedTest && `test ${failedTest}`, message, compilerOutput?.split("\n").slice(0, 3).join(" | ")].filter(Boolean);
  return `${name} (${language.slug}): ${verdict}, not ${expectedVerdicts.join(" or ")}. ${why.join("; ")}`;
}
