/** Pictures that are made to cost the worker far more than their sender. */
import { readFile } from "node:fs/promises";
import sharp from "sharp";
import type { Client } from "../../support/client.js";
import { CompleteUploadDocument, RequestUploadDocument } from "../../support/generated.js";
import { WITHOUT_JUDGE } from "../../support/events.js";
import { createInstallation, type Api, type Installation, type Program } from "../../support/installation.js";
import { interlacedPng } from "../../support/pictures.js";
import { createLearner } from "../../support/scenario.js";

let installation: Installation;
let api: Api;
let worker: Program;

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi();
  worker = await installation.startWorker({ ...WITHOUT_JUDGE, own: true });
});

afterAll(() => installation?.stop());

async function upload(client: Client, content: Buffer): Promise<string> {
  const input = { purpose: "AVATAR" as never, fileName: "me.png", contentType: "image/png", sizeBytes: content.length };
  const { upload, file } = (await client.request(RequestUploadDocument, { input })).requestUpload;
  const headers = (upload.headers as { name: string; value: string }[]).map(({ name, value }) => [name, value] as [string, string]);
  expect((await fetch(String(upload.url), { method: "PUT", headers, body: new Uint8Array(content) })).status).toBe(200);
  return file.id;
}

/** What the upload is refused with; its bytes are taken as often as a busy worker asks to try again. */
async function outcome(client: Client, fileId: string): Promise<string> {
  for (;;) {
    try {
      await client.request(CompleteUploadDocument, { input: { fileId } });
      return "READY";
    } catch (error) {
      const [{ message, extensions }] = (error as { response: { errors: [{ message: string; extensions: { code: string } }] } }).response
        .errors;
      if (extensions.code !== "SERVICE_UNAVAILABLE") return message;
    }
  }
}

const peakMb = async ({ pid }: Program) => Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, "utf8"))![1]) / 1024;

const smallPicture = () =>
  sharp({ create: { width: 300, height: 300, channels: 3, background: "#c81e5a" } })
    .png()
    .toBuffer();

it("a picture of 200 million pixels is refused by its header", async () => {
  const attacker = await createLearner(api);
  expect(await outcome(attacker, await upload(attacker, interlacedPng(14_100)))).toContain("14100 × 14100 pixels");
});

it("the largest pictures of one account leave room for others, and the worker's memory as it was", async () => {
  const [attacker, other] = [await createLearner(api), await createLearner(api)];
  expect(await outcome(other, await upload(other, await smallPicture()))).toBe("READY");
  const before = await peakMb(worker);
  const largest = interlacedPng(7000);
  const files = await Promise.all(Array.from({ length: 6 }, () => upload(attacker, largest)));
  const finished: string[] = [];
  const attack = Promise.all(files.map(async (fileId) => finished.push(await outcome(attacker, fileId))));
  expect(await outcome(other, await upload(other, await smallPicture()))).toBe("READY");
  // It waited for one of them at most, not for all.
  expect(finished.length).toBeLessThan(files.length - 1);
  await attack;
  expect((await peakMb(worker)) - before).toBeLessThan(100);
}, 480_000);

it("a picture that takes too much memory ends its own process alone", async () => {
  const attacker = await createLearner(api);
  expect(await outcome(attacker, await upload(attacker, interlacedPng(7000, "8 bytes")))).toContain("too much memory");
  expect(await outcome(attacker, await upload(attacker, await smallPicture()))).toBe("READY");
}, 480_000);
