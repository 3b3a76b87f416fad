/** A person with something of every kind that there is of people, each marked so that it can be looked for. */
import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { newId } from "../../src/kernel/ids.js";
import { draft, published } from "./authoring.js";
import {
  AddBookmarkDocument,
  CompleteUploadDocument,
  CreateApiTokenDocument,
  RequestRoleDocument,
  RequestUploadDocument,
  SetAvatarDocument,
  SetNotificationDigestDocument,
  SetNotificationPreferencesDocument,
  UpdateProfileDocument,
} from "./generated.js";
import { keyOf } from "./ids.js";
import type { Api, Installation } from "./installation.js";
import { PASSWORD, registered, signedInAgain, type Person } from "./people.js";
import { createProblem, eventually, submit } from "./scenario.js";

export interface FullLife extends Person {
  /** Stands in everything the person wrote. */
  mark: string;
  apiToken: string;
  published: { id: string; slug: string };
  draftId: string;
  coAuthored: { id: string; slug: string };
  submissionIds: string[];
  source: string;
  attachmentId: string;
  attachment: Buffer;
}

/** A worker that has no sandbox: submissions get their verdicts by hand here. */
export const WITHOUT_JUDGE = { env: { JUDGE_LAUNCHER_SOCKET: "/nowhere/launcher.sock" }, until: "worker started" };

/** Needs a worker, for its files and for counting its verdicts. */
export async function fullLife(installation: Installation, api: Api): Promise<FullLife> {
  const mark = `mark${randomBytes(6).toString("hex")}`;
  const { sql } = installation;
  const person = await registered(api, { displayName: `Name ${mark}` });
  const { client, id } = person;
  await sql("update users set role = 'INSTRUCTOR', email_verified_at = now() where id = $1", [id]);
  await signedInAgain(api, person);
  await client.request(UpdateProfileDocument, { input: { bio: `About ${mark}`, locale: "de", timezone: "Europe/Zagreb" } });
  const { createApiToken } = await client.request(CreateApiTokenDocument, {
    input: { name: `Token ${mark}`, scopes: ["account:read"], expiresInDays: 1, password: PASSWORD },
  });
  await client.request(RequestRoleDocument, { input: { role: "BUSINESS_PARTNER", reason: `Because ${mark}` } });
  await client.request(SetNotificationPreferencesDocument, {
    input: { changes: [{ kind: "verdict", channel: "EMAIL", enabled: true }] },
  });
  await client.request(SetNotificationDigestDocument, { input: { frequency: "WEEKLY" } });
  await sql("insert into push_subscriptions (id, user_id, endpoint, p256dh, auth) values ($1, $2, $3, 'p', 'a')", [
    newId(),
    id,
    `https://push.example/capability-${mark}`,
  ]);
  await sql("insert into linked_providers (id, user_id, provider, issuer, subject) values ($1, $2, 'acme', 'https://id.example', $3)", [
    newId(),
    id,
    `subject-${mark}`,
  ]);

  const avatar = await upload(person, "AVATAR", `${mark}.png`, await picture());
  await client.request(SetAvatarDocument, { input: { fileId: avatar } });
  const attachment = Buffer.from(`Attached ${mark}\n`);
  const attachmentId = await upload(person, "ATTACHMENT", `notes of ${mark}.txt`, attachment);

  const own = await published(client, { title: `Published ${mark}`, statement: `Statement ${mark}` });
  const unfinished = await draft(client, { title: `Draft ${mark}`, statement: `Draft statement ${mark}` });
  const foreign = await createProblem(installation, api);
  await sql("insert into problem_co_authors (problem_id, user_id) values ($1, $2)", [foreign.id, id]);
  await client.request(AddBookmarkDocument, { input: { problemId: foreign.id } });

  const source = `print("${mark}")\n`;
  const submissionIds = [await submit(client, foreign, { language: "python", source })];
  submissionIds.push(await submit(client, foreign, { language: "cpp17", source: `// ${source}` }));
  for (const [index, submissionId] of submissionIds.entries()) await judged(installation, submissionId, index === 0, mark);
  await eventually("verdicts are counted", async () => {
    const [found] = await sql<{ count: number }>("select count(*)::int as count from problem_attempts where user_id = $1", [id]);
    return found?.count === 2;
  });
  return {
    ...person,
    mark,
    apiToken: createApiToken.token,
    published: own,
    draftId: unfinished.id,
    coAuthored: foreign,
    submissionIds,
    source,
    attachmentId,
    attachment,
  };
}

export async function upload({ client }: Pick<Person, "client">, purpose: string, fileName: string, content: Buffer): Promise<string> {
  const contentType = purpose === "AVATAR" ? "image/png" : "text/plain";
  const { requestUpload } = await client.request(RequestUploadDocument, {
    input: { purpose: purpose as never, fileName, contentType, sizeBytes: content.length },
  });
  const headers = requestUpload.upload.headers.map(({ name, value }) => [name, value] as [string, string]);
  await fetch(String(requestUpload.upload.url), { method: "PUT", headers, body: new Uint8Array(content) });
  const { completeUpload } = await client.request(CompleteUploadDocument, { input: { fileId: requestUpload.file.id } });
  return completeUpload.file.id;
}

const picture = () =>
  sharp({ create: { width: 80, height: 80, channels: 3, background: "#a05" } })
    .png()
    .toBuffer();

/** Writes a verdict as a worker does, with what it knows of the program. */
async function judged({ sql }: Installation, submissionId: string, accepted: boolean, mark: string): Promise<void> {
  const verdict = accepted ? "ACCEPTED" : "WRONG_ANSWER";
  const sample = { input: "1 2", expected: "3", actual: `Printed ${mark}`, stderr: "", message: null };
  const tests = [{ index: 0, verdict, detail: null, cpuMs: 1, wallMs: 1, peakMemoryKb: 1, sample }];
  const [judgement] = await sql<{ id: string; userId: string; problemId: string }>(
    `update judgements j set status = 'FINISHED', verdict = $2, compiler_output = $3, tests = $4::jsonb, tests_total = 6, tests_passed = 1,
       finished_at = now(), attempt = 1
     from submissions s where s.id = j.submission_id and s.id = $1 returning j.id, s.user_id as "userId", s.problem_id as "problemId"`,
    [submissionId, verdict, `Compiled ${mark}`, JSON.stringify(tests)],
  );
  const payload = {
    judgementId: judgement!.id,
    submissionId: keyOf(submissionId),
    userId: judgement!.userId,
    problemId: judgement!.problemId,
    verdict,
  };
  await sql("insert into outbox (id, event, payload) values ($1, 'judgement.finished', $2)", [newId(), JSON.stringify(payload)]);
}
