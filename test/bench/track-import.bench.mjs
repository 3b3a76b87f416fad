/** A track of 500 lessons is exported and imported again and again, while others read. */
import { setTimeout as delay } from "node:timers/promises";
import { createBigInstallation, signedIn } from "./support/big-installation.mjs";
import { median, timed } from "./support/measure.mjs";
import { besideABusyCore, paced } from "./support/paced.mjs";
import { idle } from "./support/processes.mjs";
import { STARTED, WITHOUT_JUDGE } from "./support/without-judge.mjs";

/** The track is as large as in a big installation; the problem list reads a page. */
const SIZE = { people: 100, submissions: 1000, problems: 500 };
const ROUNDS = 5;
const PACE = { perSecond: 60, seconds: 5 };
const OTHERS = "{ problems(first: 20) { nodes { id title } } }";
const EXPORT = "mutation ($input: ExportTrackInput!) { exportTrack(input: $input) { url } }";
const REQUEST_UPLOAD =
  "mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { file { id } upload { url headers { name value } } } }";
const COMPLETE_UPLOAD = "mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) { file { id } } }";
const IMPORT = "mutation ($input: ImportTrackInput!) { importTrack(input: $input) { trackImport { id } } }";
const STATE = "query ($id: ID!) { trackImport(id: $id) { status faults { path message } } }";

async function upload(admin, content) {
  const input = { purpose: "PROBLEM_PACKAGE", fileName: "track.zip", contentType: "application/octet-stream", sizeBytes: content.length };
  const { requestUpload } = await admin.request(REQUEST_UPLOAD, { input });
  const headers = requestUpload.upload.headers.map(({ name, value }) => [name, value]);
  const { ok, status } = await fetch(requestUpload.upload.url, { method: "PUT", headers, body: content });
  if (!ok) throw new Error(`the storage answered ${status}`);
  await admin.request(COMPLETE_UPLOAD, { input: { fileId: requestUpload.file.id } });
  return requestUpload.file.id;
}

/** Milliseconds that an import takes. */
async function imported(admin, fileId) {
  const { importTrack } = await admin.request(IMPORT, { input: { fileId, slug: `imported-${Date.now()}` } });
  return timed(async () => {
    for (;;) {
      const { status, faults } = (await admin.request(STATE, { id: importTrack.trackImport.id })).trackImport;
      if (status === "READY") return;
      if (status === "FAILED") throw new Error(JSON.stringify(faults.slice(0, 5)));
      await delay(50);
    }
  });
}

async function measure({ installation, keys }, row) {
  const api = await installation.startApi();
  const worker = await installation.startWorker(WITHOUT_JUDGE, STARTED);
  const [admin, learner] = [await signedIn(api, "system-admin-0"), await signedIn(api, "learner-0")];
  const { exportTrack } = await admin.request(EXPORT, { input: { trackId: keys.largestTrackId } });
  const archive = Buffer.from(await (await fetch(exportTrack.url)).arrayBuffer());
  const others = () => learner.request(OTHERS);

  const [quiet, beside, imports] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    const fileId = await upload(admin, archive);
    // It computes figures of all that was generated.
    await idle(worker.pid);
    quiet.push(await besideABusyCore(() => paced(others, PACE)));
    const importing = imported(admin, fileId);
    beside.push(await paced(others, { ...PACE, seconds: 0, until: importing }));
    imports.push(await importing);
  }
  row({ what: "import of a track of 500 lessons, median", value: median(imports), unit: "ms" });
  row({
    ...{ what: "requests of others during it, p99, median of the rounds", value: median(beside), unit: "ms", target: { ratioAtMost: 1.5 } },
    ...{ baseline: "beside a process that keeps a core busy", baselineValue: median(quiet) },
  });
  await Promise.all([admin.close(), learner.close()]);
}

export async function run({ row, env }) {
  const big = await createBigInstallation(env, (detail) => console.log(`  … ${detail}`), SIZE);
  try {
    await measure(big, row);
  } finally {
    await big.installation.stop();
  }
}
