/** Archives of tests and packages, from the mutation that imports them to their end, and what others wait meanwhile. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { ZipFile } from "yazl";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { createPerson } from "./support/client.mjs";
import { createInstallation } from "./support/installation.mjs";
import { inTurn, median, timed } from "./support/measure.mjs";
import { besideABusyCore, paced } from "./support/paced.mjs";

const execute = promisify(execFile);
const MIB = 1024 ** 2;
const PACKAGE_MIB = 40;
const TEST_SETS_MIB = [40, 100, 180];
const FILES = 40;
const ROUNDS = 5;
const PACE = { perSecond: 60, seconds: 5 };

const REQUEST_UPLOAD =
  "mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { file { id } upload { url headers { name value } } } }";
const COMPLETE_UPLOAD = "mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) { file { id } } }";
const CREATE = "mutation ($input: CreateProblemInput!) { createProblem(input: $input) { problem { id } } }";
const IMPORT_PACKAGE = "mutation ($input: ImportProblemPackageInput!) { importProblemPackage(input: $input) { packageImport { id } } }";
const PACKAGE = "query ($id: ID!) { packageImport(id: $id) { status faults { path message } } }";
const IMPORT_TESTS = "mutation ($input: ImportProblemTestsInput!) { importProblemTests(input: $input) { build { id } } }";
const BUILD = "query ($id: ID!) { testSetBuild(id: $id) { status faults { message } } }";
const OTHERS = "{ problems(first: 20) { nodes { id title } } }";

/** Lines of text that shrink by a quarter. */
const text = (bytes) =>
  randomBytes(Math.ceil((bytes * 3) / 4))
    .toString("base64")
    .replaceAll(/.{76}/g, "$&\n");

/** An archive of about so many MiB. */
async function archive(folder, mib, isPackage) {
  const zip = new ZipFile();
  const add = (path, content) => zip.addBuffer(Buffer.from(content), path);
  const root = isPackage ? "large/" : "";
  const data = isPackage ? `${root}data/` : "";
  if (isPackage) {
    add(`${root}problem.yaml`, "name: Large\nlimits:\n  time_limit: 1\n");
    add(`${root}problem_statement/problem.md`, "Copy the input.\n");
    add(`${root}submissions/accepted/copy.py`, "import sys\nsys.stdout.write(sys.stdin.read())\n");
  }
  add(`${data}sample/1.in`, "1\n");
  add(`${data}sample/1.ans`, "1\n");
  for (let n = 1; n <= FILES; n++) {
    add(`${data}secret/${n}.in`, text(((mib * MIB) / FILES) * (4 / 3)));
    add(`${data}secret/${n}.ans`, `${n}\n`);
  }
  zip.end();
  const file = join(folder, `${mib}-${isPackage}.zip`);
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  const folder = mkdtempSync(join(tmpdir(), "codequest-uploads-"));
  try {
    const api = await installation.startApi();
    await installation.startWorker();
    const author = await createPerson(installation, api, { name: "author", role: "INSTRUCTOR" });
    const learner = await createPerson(installation, api, { name: "learner" });
    const others = () => learner.request(OTHERS);
    const { createProblem } = await author.request(CREATE, { input: { title: "Large", statement: "Copy.", difficulty: "EASY" } });

    const upload = async (file, purpose) => {
      const input = { purpose, fileName: "a.zip", contentType: "application/octet-stream", sizeBytes: statSync(file).size };
      const { requestUpload } = await author.request(REQUEST_UPLOAD, { input });
      const headers = requestUpload.upload.headers.map(({ name, value }) => [name, value]);
      const { ok, status } = await fetch(requestUpload.upload.url, { method: "PUT", headers, body: readFileSync(file) });
      if (!ok) throw new Error(`the storage answered ${status}`);
      await author.request(COMPLETE_UPLOAD, { input: { fileId: requestUpload.file.id } });
      return requestUpload.file.id;
    };
    const ended = async (query, id, field) => {
      for (;;) {
        const { status, faults } = (await author.request(query, { id }))[field];
        if (status === "READY") return;
        if (status === "FAILED") throw new Error(JSON.stringify(faults));
        await delay(20);
      }
    };
    const importPackage = async (fileId) => {
      const { importProblemPackage } = await author.request(IMPORT_PACKAGE, { input: { fileId } });
      await ended(PACKAGE, importProblemPackage.packageImport.id, "packageImport");
    };
    const importTests = async (fileId) => {
      const { importProblemTests } = await author.request(IMPORT_TESTS, { input: { problemId: createProblem.problem.id, fileId } });
      await ended(BUILD, importProblemTests.build.id, "testSetBuild");
    };
    const bare = async (file) =>
      Number((await execute(process.execPath, [inRoot("test", "bench", "baselines", "unzip-hash.mjs"), file])).stdout);

    const measure = async (name, file, purpose, begin, { rounds, target }) => {
      let fileId;
      const { ours, baseline } = await inTurn(
        { ours: () => timed(() => begin(fileId)), baseline: () => bare(file) },
        { rounds, warmUp: 1, before: async () => (fileId = await upload(file, purpose)) },
      );
      const against = { baseline: "reading and hashing its entries", baselineValue: median(baseline), target };
      row({ what: `import of ${name}, median`, value: median(ours), unit: "ms", ...against });

      const quiet = await besideABusyCore(() => paced(others, PACE));
      fileId = await upload(file, purpose);
      const beside = await paced(others, { ...PACE, seconds: 0, until: begin(fileId) });
      row({
        ...{ what: `requests of others during an import of ${name}, p99`, value: beside, unit: "ms", target: { ratioAtMost: 1.5 } },
        ...{ baseline: "beside a process that keeps a core busy", baselineValue: quiet },
      });
    };

    const packed = await archive(folder, PACKAGE_MIB, true);
    await measure(`a package of ${PACKAGE_MIB} MiB`, packed, "PROBLEM_PACKAGE", importPackage, {
      rounds: ROUNDS,
      target: { ratioAtMost: 2 },
    });
    for (const mib of TEST_SETS_MIB) {
      const file = await archive(folder, mib, false);
      await measure(`${mib} MiB of tests`, file, "TEST_DATA", importTests, { rounds: 1 });
    }
    await Promise.all([author.close(), learner.close()]);
  } finally {
    await installation.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
