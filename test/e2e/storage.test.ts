/** Files of accounts: announced, uploaded to the object storage, looked at by the worker, fetched by address. */
import { setTimeout as delay } from "node:timers/promises";
import sharp from "sharp";
import type { Client } from "../support/client.js";
import {
  CompleteUploadDocument,
  DeleteFileDocument,
  MyFilesDocument,
  OneFileDocument,
  RequestUploadDocument,
  SetAvatarDocument,
  UpdateProfileDocument,
} from "../support/generated.js";
import { WITHOUT_JUDGE } from "../support/events.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { createLearner } from "../support/scenario.js";

let installation: Installation;
let api: Api;
let worker: Program;
let learner: Client & { userId: string };

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi();
  worker = await installation.startWorker(WITHOUT_JUDGE);
  learner = await createLearner(api);
});

afterAll(() => installation?.stop());

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 90 } } })
    .withExif({ IFD0: { ImageDescription: "HOME-ADDRESS" } })
    .jpeg()
    .toBuffer();

async function put({ url, headers }: { url: string; headers: { name: string; value: string }[] }, content: Buffer): Promise<number> {
  const sent = await fetch(url, {
    method: "PUT",
    headers: headers.map(({ name, value }) => [name, value] as [string, string]),
    body: new Uint8Array(content),
  });
  return sent.status;
}

/** Announces and uploads, without having it looked at. */
async function upload(client: Client, content: Buffer, change: object = {}): Promise<string> {
  const input = { purpose: "AVATAR" as never, fileName: "me.jpg", contentType: "image/jpeg", sizeBytes: content.length, ...change };
  const { requestUpload } = await client.request(RequestUploadDocument, { input });
  expect(await put(requestUpload.upload as never, content)).toBe(200);
  return requestUpload.file.id;
}

const complete = async (client: Client, fileId: string) =>
  (await client.request(CompleteUploadDocument, { input: { fileId } })).completeUpload.file;

describe("a picture", () => {
  it("is drawn anew in fixed sizes, and shows at the account", async () => {
    const fileId = await upload(learner, await picture(900, 600));
    const file = await complete(learner, fileId);
    expect(file.status).toBe("READY");
    expect(file.renditions!.map(({ width, height }) => [width, height])).toEqual([
      [64, 64],
      [256, 256],
      [512, 512],
    ]);
    const { setAvatar } = await learner.request(SetAvatarDocument, { input: { fileId } });
    expect(setAvatar.user.avatar!.width).toBe(256);
    const fetched = Buffer.from(await (await fetch(String(setAvatar.user.avatar!.url))).arrayBuffer());
    expect((await sharp(fetched).metadata()).format).toBe("webp");
    expect(fetched.includes("HOME-ADDRESS")).toBe(false);
  });

  it("that is replaced is gone", async () => {
    const first = await complete(learner, await upload(learner, await picture(100, 100)));
    const second = await complete(learner, await upload(learner, await picture(100, 100)));
    await learner.request(SetAvatarDocument, { input: { fileId: first.id } });
    await learner.request(SetAvatarDocument, { input: { fileId: second.id } });
    expect((await fetch(String(first.renditions![0]!.url))).status).toBe(404);
    expect((await learner.errorOf(OneFileDocument, { id: first.id })).code).toBe("NOT_FOUND");
  });

  it.each([
    ["an SVG", Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)],
    ["a page under another name", Buffer.from("<!doctype html><script>alert(1)</script>")],
    ["half a picture", async () => (await picture(600, 600)).subarray(0, 900)],
    // 100,000 x 100,000 pixels in a header of a few bytes.
    ["a bomb", Buffer.from("89504e470d0a1a0a0000000d49484452000186a0000186a00802000000d5a0d7a00000000049454e44ae426082", "hex")],
  ] as const)("%s is refused, and says why", async (_what, given) => {
    const content = typeof given === "function" ? await given() : given;
    const fileId = await upload(learner, content);
    const error = await learner.errorOf(CompleteUploadDocument, { input: { fileId } });
    expect(error).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "input.fileId" }] } });
    const { file } = await learner.request(OneFileDocument, { id: fileId });
    expect(file).toMatchObject({ status: "REJECTED", renditions: [] });
    expect((await learner.errorOf(SetAvatarDocument, { input: { fileId } })).code).toBe("BAD_USER_INPUT");
  });
});

describe("an upload", () => {
  it("that is too large by its promise or by its bytes is refused", async () => {
    const big = { purpose: "AVATAR" as never, fileName: "big.png", contentType: "image/png", sizeBytes: 6 * 1024 * 1024 };
    expect((await learner.errorOf(RequestUploadDocument, { input: big })).code).toBe("PAYLOAD_TOO_LARGE");
    const { requestUpload } = await learner.request(RequestUploadDocument, { input: { ...big, sizeBytes: 10 } });
    await put(requestUpload.upload as never, Buffer.alloc(6 * 1024 * 1024, 1)); // a storage that does not hold to the promise takes it
    expect((await learner.errorOf(CompleteUploadDocument, { input: { fileId: requestUpload.file.id } })).code).toBe("BAD_USER_INPUT");
  });

  it("that never came is asked for again", async () => {
    const input = { purpose: "ATTACHMENT" as never, fileName: "notes.txt", contentType: "text/plain", sizeBytes: 5 };
    const { requestUpload } = await learner.request(RequestUploadDocument, { input });
    const fileId = requestUpload.file.id;
    expect((await learner.errorOf(CompleteUploadDocument, { input: { fileId } })).message).toMatch(/Nothing was uploaded/);
    await put(requestUpload.upload as never, Buffer.from("hello"));
    const file = await complete(learner, fileId);
    const download = await fetch(String(file.renditions![0]!.url));
    expect(await download.text()).toBe("hello");
  });

  it("is its owner's alone", async () => {
    const fileId = await upload(learner, await picture(80, 80));
    const stranger = await createLearner(api);
    for (const errorOf of [
      stranger.errorOf(OneFileDocument, { id: fileId }),
      stranger.errorOf(CompleteUploadDocument, { input: { fileId } }),
      stranger.errorOf(DeleteFileDocument, { input: { fileId } }),
      stranger.errorOf(SetAvatarDocument, { input: { fileId } }),
    ]) {
      expect((await errorOf).code).toBe("NOT_FOUND");
    }
    expect((await stranger.request(MyFilesDocument, {})).myFiles.totalCount).toBe(0);
    await learner.request(DeleteFileDocument, { input: { fileId } });
    expect((await learner.errorOf(OneFileDocument, { id: fileId })).code).toBe("NOT_FOUND");
  });

  it.each([
    ["fileName", ""],
    ["contentType", "image/svg+xml"],
    ["contentType", "image/png\r\nx: y"],
    ["sizeBytes", 0],
  ])("with a wrong %s (%j) is refused by that field", async (field, value) => {
    const input = { purpose: "AVATAR" as never, fileName: "a.png", contentType: "image/png", sizeBytes: 10, [field]: value };
    expect(await learner.errorOf(RequestUploadDocument, { input })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: `input.${field}` }] },
    });
  });

  it.each([
    ["../../etc/passwd", "passwd"],
    ["a\u0007b", "ab"],
    ["evil\u202Egnp.exe", "evilgnp.exe"],
  ])("named %j is kept as %j", async (fileName, kept) => {
    const input = { purpose: "AVATAR" as never, fileName, contentType: "image/png", sizeBytes: 10 };
    await learner.request(RequestUploadDocument, { input });
    expect(await installation.sql("select file_name from files order by id desc limit 1")).toEqual([{ file_name: kept }]);
  });

  it("that nobody finished or uses is swept after a day", async () => {
    const unfinished = await upload(learner, await picture(80, 80));
    const unused = await complete(learner, await upload(learner, await picture(80, 80)));
    await installation.sql("update files set created_at = now() - interval '2 days' where id = any($1)", [[unfinished, unused.id]]);
    const sweeper = await installation.startWorker(WITHOUT_JUDGE);
    const left = () => installation.sql("select 1 from files where id = any($1)", [[unfinished, unused.id]]);
    while ((await left()).length > 0) await delay(100);
    expect((await fetch(String(unused.renditions![0]!.url))).status).toBe(404);
    await sweeper.stop();
  });

  it("waits for a worker, and says so", async () => {
    const fileId = await upload(learner, await picture(80, 80));
    await worker.stop();
    const answer = learner.errorOf(CompleteUploadDocument, { input: { fileId } });
    expect(await answer).toMatchObject({ code: "SERVICE_UNAVAILABLE", extensions: { retryAfterMs: expect.any(Number) } });
    worker = await installation.startWorker(WITHOUT_JUDGE);
    expect((await complete(learner, fileId)).status).toBe("READY");
  });
});

describe("a profile", () => {
  it("is kept as it was given, tidied", async () => {
    const input = { displayName: "  Ana   Kovač ", bio: "Learns *graphs*.", locale: "pt-br", timezone: "europe/zagreb" };
    const { updateProfile } = await learner.request(UpdateProfileDocument, { input });
    expect(updateProfile.user).toEqual({ displayName: "Ana Kovač", bio: "Learns *graphs*.", locale: "pt-BR", timezone: "Europe/Zagreb" });
    expect((await learner.request(UpdateProfileDocument, { input: {} })).updateProfile.user.bio).toBe("Learns *graphs*.");
  });

  it.each([
    ["displayName", "\u202Eevil"],
    ["bio", "x".repeat(2001)],
    ["locale", "not a tag"],
    ["timezone", "Mars/Olympus"],
  ])("with a wrong %s is refused by that field", async (field, value) => {
    expect(await learner.errorOf(UpdateProfileDocument, { input: { [field]: value } })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field: `input.${field}` }] },
    });
  });
});
