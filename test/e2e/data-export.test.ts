/** The archive of all that there is of an account: what is in it, what is not, and what becomes of it when workers die. */
import { newId } from "../../src/kernel/ids.js";
import type { Client } from "../support/client.js";
import { CANARY } from "../support/canary.js";
import { fullLife, WITHOUT_JUDGE, type FullLife } from "../support/full-life.js";
import {
  CreateDataExportLinkDocument,
  DataExportProgressDocument,
  MyDataExportsDocument,
  OneDataExportDocument,
  RequestDataExportDocument,
  type ExportFragment,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { proven } from "../support/proofs.js";
import { waitForMails } from "../support/mail.js";
import { objectKeys, storageOf } from "../support/objects.js";
import { PASSWORD, registered } from "../support/people.js";
import { clientOn, eventually } from "../support/scenario.js";
import { unzip } from "../support/zip.js";

/** Moments at which the export of all data loses its worker. */
const KILLED_AT = proven(["export-before-upload", "export-before-commit"], ["export-before-commit"]);

let installation: Installation;
let api: Api;
let worker: Program;
let person: FullLife;

beforeAll(async () => {
  installation = await createInstallation();
  [api, worker] = await Promise.all([installation.startApi(), installation.startWorker(WITHOUT_JUDGE)]);
  person = await fullLife(installation, api);
});

afterAll(() => installation?.stop());

const request = async (client: Client) =>
  (await client.request(RequestDataExportDocument, { input: { password: PASSWORD } })).requestDataExport.dataExport;

async function watch(client: Client, id: string): Promise<ExportFragment[]> {
  const seen: ExportFragment[] = [];
  for await (const { dataExportProgress } of client.subscribe(DataExportProgressDocument, { id })) seen.push(dataExportProgress);
  return seen;
}

async function download(client: Client, exportId: string): Promise<Map<string, Buffer>> {
  const { createDataExportLink } = await client.request(CreateDataExportLinkDocument, { input: { exportId, password: PASSWORD } });
  const answer = await fetch(String(createDataExportLink.url));
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''codequest-.*\.zip$/);
  return unzip(Buffer.from(await answer.arrayBuffer()));
}

describe("an export", () => {
  let exportId: string;
  let files: Map<string, Buffer>;
  const json = (name: string) => JSON.parse(files.get(`${name}.json`)!.toString()) as Record<string, unknown>[];

  it("is made while its account watches, up to a subscription that completes itself", async () => {
    exportId = (await request(person.client)).id;
    const seen = await watch(person.client, exportId);
    expect(seen.at(-1)).toMatchObject({ status: "READY", percent: 100, sizeBytes: expect.any(Number) });
    const doneItems = seen.map((one) => one.doneItems);
    expect(doneItems).toEqual(doneItems.toSorted((one, other) => one - other));
    expect(seen.at(-1)!.doneItems).toBe(seen.at(-1)!.totalItems);
    // Whoever comes late sees the end.
    expect(await watch(person.client, exportId)).toEqual([seen.at(-1)]);
  });

  it("is fetched by a link, for which the password is asked again", async () => {
    const wrong = { exportId, password: "Not-The-Password-1" };
    expect((await person.client.errorOf(CreateDataExportLinkDocument, { input: wrong })).code).toBe("BAD_USER_INPUT");
    files = await download(person.client, exportId);
  });

  it("lists its parts", () => {
    const [readme, ...names] = files.keys();
    expect(readme).toBe("README.txt");
    for (const name of names) expect(files.get("README.txt")!.toString()).toContain(name.replace(/\/.*/, "/"));
  });

  it("has the account, as it is", () => {
    expect(json("profile")).toEqual([
      expect.objectContaining({
        id: keyOf(person.id),
        email: person.email,
        username: person.username,
        bio: `About ${person.mark}`,
        locale: "de",
        hasPassword: true,
      }),
    ]);
    expect(json("sessions").length).toBe(2);
    expect(json("api-tokens")).toEqual([expect.objectContaining({ name: `Token ${person.mark}`, hint: person.apiToken.slice(-4) })]);
    expect(json("sign-in-providers")).toEqual([expect.objectContaining({ subject: `subject-${person.mark}` })]);
    expect(json("role-requests")).toEqual([expect.objectContaining({ reason: `Because ${person.mark}`, status: "PENDING" })]);
    expect(json("notification-settings")).toEqual([{ kind: "verdict", channel: "EMAIL", enabled: true }]);
    expect(json("digests")).toEqual([expect.objectContaining({ frequency: "WEEKLY" })]);
    expect(json("push-subscriptions")).toEqual([expect.objectContaining({ service: "push.example" })]);
    expect(json("activity").map(({ action }) => action)).toContain("data-export.requested");
    expect(json("notifications").map(({ kind }) => kind)).toContain("verdict");
  });

  it("has every submission and its source", () => {
    const submissions = json("submissions");
    expect(submissions.map(({ id }) => id).sort()).toEqual(person.submissionIds.map(keyOf).sort());
    expect(submissions.map(({ judgement }) => (judgement as { verdict: string }).verdict).sort()).toEqual(["ACCEPTED", "WRONG_ANSWER"]);
    const [python, cpp] = person.submissionIds.map(keyOf);
    expect(files.get(`sources/${python}.py`)!.toString()).toBe(person.source);
    expect(files.get(`sources/${cpp}.cpp`)!.toString()).toBe(`// ${person.source}`);
    expect(json("progress")).toEqual([expect.objectContaining({ slug: person.coAuthored.slug, solved: true })]);
  });

  it("has what was written and uploaded", () => {
    expect(json("problems").map(({ slug }) => slug)).toContain(person.published.slug);
    expect(json("co-authored-problems")).toEqual([expect.objectContaining({ slug: person.coAuthored.slug })]);
    expect(json("bookmarks")).toEqual([expect.objectContaining({ slug: person.coAuthored.slug })]);
    expect(json("problem-revisions").length).toBe(2);
    expect(json("files").length).toBe(2);
    expect(files.get(`uploads/${keyOf(person.attachmentId)}/notes of ${person.mark}.txt`)).toEqual(person.attachment);
    const pictures = [...files].filter(([name]) => name.startsWith("uploads/") && name.endsWith(".webp"));
    expect(pictures.map(([, content]) => content.subarray(8, 12).toString())).toEqual(["WEBP"]);
  });

  it("has no secrets, no hidden test and nobody else", async () => {
    const hashes = await installation.sql<{ hash: string }>("select password_hash as hash from users where id = $1", [person.id]);
    const digests = await installation.sql<{ digest: string }>(
      "select token_digest as digest from sessions where user_id = $1 union all select digest from api_tokens where user_id = $1",
      [person.id],
    );
    const others = await installation.sql<{ email: string; username: string }>("select email, username from users where id <> $1", [
      person.id,
    ]);
    const forbidden = [hashes[0]!.hash, CANARY, person.apiToken, `capability-${person.mark}`, ...digests.map(({ digest }) => digest)];
    forbidden.push(...others.flatMap(({ email, username }) => [email, username]));
    const all = [...files].filter(([name]) => !name.endsWith(".webp")).map(([name, content]) => `${name}\n${content.toString()}`);
    expect(forbidden.filter((text) => all.some((one) => one.includes(text)))).toEqual([]);
  });

  it("is told by a notification and a mail", async () => {
    const mails = await waitForMails(person.email, 1);
    await eventually("the mail came", async () =>
      (await waitForMails(person.email, 1)).some(({ subject }) => subject === "Deine Daten liegen zum Herunterladen bereit"),
    );
    expect(mails.some(({ text }) => text?.includes("http") && text.includes("exports/"))).toBe(false);
  });

  it("is nobody else's", async () => {
    const other = await registered(api);
    expect((await other.client.errorOf(OneDataExportDocument, { id: exportId })).code).toBe("NOT_FOUND");
    const input = { exportId, password: PASSWORD };
    expect((await other.client.errorOf(CreateDataExportLinkDocument, { input })).code).toBe("NOT_FOUND");
    await expect(watch(other.client, exportId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await other.client.request(MyDataExportsDocument)).myDataExports.totalCount).toBe(0);
    await other.client.close();
  });

  it("needs a session and the password", async () => {
    const byToken = clientOn(api, { ...person.client, token: person.apiToken });
    expect((await byToken.errorOf(RequestDataExportDocument, { input: { password: PASSWORD } })).code).toBe("FORBIDDEN");
    for (const password of [null, "Wrong-Password-1"]) {
      expect(await person.client.errorOf(RequestDataExportDocument, { input: { password } })).toMatchObject({
        code: "BAD_USER_INPUT",
        extensions: { fields: [{ field: "input.password" }] },
      });
    }
  });

  it("stays when archives that no row knows go", async () => {
    await worker.stop();
    const storage = storageOf(installation);
    const stray = `exports/${newId()}/1.zip`;
    await storage.put(stray, Buffer.from("left behind"), "application/zip");
    worker = await installation.startWorker(WITHOUT_JUDGE);
    await eventually("it is gone", async () => !(await storage.exists(stray)));
    storage.close();
    expect((await objectKeys(installation)).filter((key) => key.startsWith(`exports/${keyOf(exportId)}/`))).toHaveLength(1);
  });

  it("goes when its days are over", async () => {
    await worker.stop();
    await installation.sql("update data_exports set expires_at = now() - interval '1 second' where id = $1", [exportId]);
    const input = { exportId, password: PASSWORD };
    expect((await person.client.errorOf(CreateDataExportLinkDocument, { input })).code).toBe("CONFLICT");
    worker = await installation.startWorker(WITHOUT_JUDGE);
    await eventually(
      "it is expired",
      async () => (await person.client.request(OneDataExportDocument, { id: exportId })).dataExport?.status === "EXPIRED",
    );
    expect((await objectKeys(installation)).filter((key) => key.startsWith("exports/"))).toEqual([]);
    expect((await person.client.errorOf(CreateDataExportLinkDocument, { input })).code).toBe("CONFLICT");
  });
});

describe("exports", () => {
  it("are not made more often than anyone needs them", async () => {
    const { client } = await registered(api);
    for (let count = 0; count < 5; count++) expect((await watch(client, (await request(client)).id)).at(-1)!.status).toBe("READY");
    const error = await client.errorOf(RequestDataExportDocument, { input: { password: PASSWORD } });
    expect(error).toMatchObject({ code: "RATE_LIMITED", extensions: { retryAfterMs: expect.any(Number) } });
    expect((await client.request(MyDataExportsDocument)).myDataExports.totalCount).toBe(5);
    await client.close();
  });
});

describe("while no worker is there, an export", () => {
  let exportId: string;

  it("waits, and there is no second", async () => {
    await worker.stop();
    exportId = (await request(person.client)).id;
    expect((await person.client.errorOf(RequestDataExportDocument, { input: { password: PASSWORD } })).code).toBe("CONFLICT");
    const both = await Promise.allSettled([request(person.client), request(person.client)]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const [{ count }] = (await installation.sql("select count(*)::int as count from data_exports where status = 'QUEUED'")) as [
      { count: number },
    ];
    expect(count).toBe(1);
  });

  it.each(KILLED_AT)(
    "goes on after one was killed at %s",
    async (killAt) => {
      const killed = await installation.startWorker({ ...WITHOUT_JUDGE, killAt });
      await killed.ended;
      const { dataExport } = await person.client.request(OneDataExportDocument, { id: exportId });
      expect(dataExport!.status).toBe("RUNNING");
    },
    300_000,
  );

  it("ends with one archive, whole", async () => {
    worker = await installation.startWorker(WITHOUT_JUDGE);
    expect((await watch(person.client, exportId)).at(-1)!.status).toBe("READY");
    const archives = (await objectKeys(installation)).filter((key) => key.startsWith(`exports/${keyOf(exportId)}/`));
    expect(archives).toEqual([expect.stringMatching(/\/\d+\.zip$/)]);
    // On a slow machine one that was not killed may lose its claim, too.
    expect(Number(/(\d+)\.zip$/.exec(archives[0]!)![1])).toBeGreaterThan(KILLED_AT.length);
    expect([...(await download(person.client, exportId)).keys()].filter((name) => name.startsWith("sources/")).length).toBe(2);
  });
});
