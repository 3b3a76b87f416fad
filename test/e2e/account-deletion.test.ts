/** The end of an account: the days in which it can be called off, and then that nothing of a person is left. */
import { Redis } from "ioredis";
import { Secret, TOTP } from "otpauth";
import { ENDED, sessionKey } from "../../src/modules/accounts/identity/sessions/credential-cache.js";
import { clientOf, type Client } from "../support/client.js";
import { draft } from "../support/authoring.js";
import { fullLife, WITHOUT_JUDGE, type FullLife } from "../support/full-life.js";
import {
  AddProblemCoAuthorDocument,
  CancelAccountDeletionDocument,
  CancelUserDeletionDocument,
  ConfirmTwoFactorDocument,
  DeleteUserDocument,
  ImpersonateUserDocument,
  LoginDocument,
  MeDocument,
  MyDeletionDocument,
  ProblemWithPeopleDocument,
  ReinstateUserDocument,
  RefreshSessionDocument,
  RequestAccountDeletionDocument,
  RequestDataExportDocument,
  RequestPasswordResetDocument,
  RequestUploadDocument,
  StartTwoFactorDocument,
  SubmissionOfDeletedDocument,
  SuspendUserDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { proven } from "../support/proofs.js";
import { waitForMails } from "../support/mail.js";
import { objectKeys } from "../support/objects.js";
import { PASSWORD, registered, type Person, whoHolds } from "../support/people.js";
import { createInstructor, createProblem, eventually, submit } from "../support/scenario.js";
import { openSocket } from "../support/socket.js";

let installation: Installation;
let api: Api;
let worker: Program;
let admin: Client & { userId: string };

beforeAll(async () => {
  installation = await createInstallation();
  [api, worker] = await Promise.all([installation.startApi(), installation.startWorker(WITHOUT_JUDGE)]);
  admin = await createInstructor(installation, api, "ADMIN");
});

afterAll(() => installation?.stop());

const request = async (client: Client, more: object = {}) =>
  (await client.request(RequestAccountDeletionDocument, { input: { password: PASSWORD, ...more } })).requestAccountDeletion.user;

const statusOf = async ({ id }: { id: string }) =>
  (await installation.sql<{ status: string }>("select status from account_deletions where user_id = $1 order by id desc limit 1", [id]))[0]
    ?.status;

const comeDue = ({ id }: { id: string }) =>
  installation.sql("update account_deletions set due_at = now() where user_id = $1 and status = 'SCHEDULED'", [id]);

const gone = (person: { id: string }) => eventually("the account is deleted", async () => (await statusOf(person)) === "DONE");

/** Tables in whose rows the text stands anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await installation.sql<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
  );
  // One statement, as there are hundreds of tables.
  const found = await installation.sql<{ name: string }>(
    tables
      .map(({ name }) => `select '${name}' as name where exists (select from "${name}" t where t::text ilike '%' || $1 || '%')`)
      .join(" union all "),
    [text],
  );
  return found.map(({ name }) => name).sort();
}

describe("asking for the deletion of one's account", () => {
  let person: Person;
  beforeAll(async () => {
    person = await registered(api);
  });

  it("needs the password", async () => {
    for (const password of [null, "Wrong-Password-1"]) {
      expect(await person.client.errorOf(RequestAccountDeletionDocument, { input: { password } })).toMatchObject({
        code: "BAD_USER_INPUT",
        extensions: { fields: [{ field: "input.password" }] },
      });
    }
  });

  it("leaves days in which the account works, and `me` tells when it ends", async () => {
    const { deletion } = await request(person.client);
    const days = (new Date(deletion!.dueAt).getTime() - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(14);
    expect((await person.client.request(MyDeletionDocument)).me).toMatchObject({
      isDeleted: false,
      email: person.email,
      deletion: { status: "SCHEDULED", byOwner: true, dueAt: deletion!.dueAt },
    });
    const { login } = await clientOf(api).request(LoginDocument, { input: { email: person.email, password: PASSWORD } });
    expect(login.accessToken).not.toBeNull();
    expect((await person.client.errorOf(RequestAccountDeletionDocument, { input: { password: PASSWORD } })).code).toBe("CONFLICT");
  });

  it("is told by mail, with how to call it off", async () => {
    await eventually("the mail came", async () =>
      (await waitForMails(person.email, 1)).some(
        ({ subject, text }) => subject === "Your account will be deleted" && text!.includes("cancel the deletion"),
      ),
    );
  });

  it("is called off until then, once", async () => {
    const { me } = await person.client.request(MyDeletionDocument);
    const other = { deletionId: crypto.randomUUID() };
    expect((await person.client.errorOf(CancelAccountDeletionDocument, { input: other })).code).toBe("CONFLICT");
    const input = { deletionId: me!.deletion!.id };
    const stranger = await registered(api);
    expect((await stranger.client.errorOf(CancelAccountDeletionDocument, { input })).code).toBe("CONFLICT");
    const { cancelAccountDeletion } = await person.client.request(CancelAccountDeletionDocument, { input });
    expect(cancelAccountDeletion.user.deletion).toBeNull();
    expect((await person.client.errorOf(CancelAccountDeletionDocument, { input })).code).toBe("CONFLICT");
    await eventually("the mail came", async () =>
      (await waitForMails(person.email, 1)).some(({ subject }) => subject === "Your account is kept"),
    );
    expect((await person.client.request(MeDocument)).me!.id).toBe(person.id);
  });

  it("needs a code as well where two-factor is on", async () => {
    const careful = await registered(api);
    const { startTwoFactor } = await careful.client.request(StartTwoFactorDocument, { input: { password: PASSWORD } });
    const secret = Secret.fromBase32(startTwoFactor.manualEntryKey);
    const codeOf = (step: number) =>
      new TOTP({ secret, algorithm: "SHA1", digits: 6, period: 30 }).generate({ timestamp: Date.now() + step * 30_000 });
    await careful.client.request(ConfirmTwoFactorDocument, { input: { code: codeOf(0) } });
    for (const code of [null, "000000"]) {
      expect(await careful.client.errorOf(RequestAccountDeletionDocument, { input: { password: PASSWORD, code } })).toMatchObject({
        code: "BAD_USER_INPUT",
        extensions: { fields: [{ field: "input.code" }] },
      });
    }
    expect((await request(careful.client, { code: codeOf(1) })).deletion!.status).toBe("SCHEDULED");
  });

  it("is refused for the last system admin, also of two at once, and when the others went meanwhile", async () => {
    const [one, two] = await Promise.all([
      createInstructor(installation, api, "SYSTEM_ADMIN"),
      createInstructor(installation, api, "SYSTEM_ADMIN"),
    ]);
    const answers = await Promise.allSettled([request(one), request(two)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [leaving, staying] = answers[0]!.status === "fulfilled" ? [one, two] : [two, one];
    expect((await staying.errorOf(RequestAccountDeletionDocument, { input: { password: PASSWORD } })).code).toBe("CONFLICT");
    await installation.sql("update users set role = 'LEARNER' where id = $1", [staying.userId]);
    await comeDue({ id: leaving.userId });
    await eventually("it is refused", async () => (await statusOf({ id: leaving.userId })) === "CANCELLED");
    expect((await leaving.request(MeDocument)).me!.id).toBe(leaving.userId);
  });
});

describe("a deleted account", () => {
  let person: FullLife;
  let before: Awaited<ReturnType<typeof problemStats>>;
  let sharedDraft: string;
  let refreshToken: string;
  let closed: Promise<{ code: number }>;

  const problemStats = () => installation.sql("select * from problem_stats order by problem_id");

  beforeAll(async () => {
    person = await fullLife(installation, api);
    ({ refreshToken } = person);
    const shared = await draft(person.client, { title: `Shared ${person.mark}` });
    const other = await createInstructor(installation, api);
    await person.client.request(AddProblemCoAuthorDocument, { input: { problemId: shared.id, username: other.username } });
    sharedDraft = shared.id;
    await clientOf(api).request(RequestPasswordResetDocument, { input: { email: person.email } });
    await person.client.request(RequestDataExportDocument, { input: { password: PASSWORD } });
    await eventually("the archive is there", async () => (await objectKeys(installation)).some((key) => key.startsWith("exports/")));
    before = await problemStats();
    // So that what is looked for below can be found at all.
    const everywhere = [
      "api_tokens",
      "files",
      "judgements",
      "linked_providers",
      "push_subscriptions",
      "role_requests",
      "submissions",
      "users",
    ];
    expect(await tablesWith(person.mark)).toEqual(expect.arrayContaining(everywhere));
    await request(person.client);
    const socket = await openSocket(api, { token: person.accessToken });
    await socket.acknowledged();
    closed = socket.closed;
    await eventually("mails and notifications went out", async () => (await installation.sql("select 1 from outbox limit 1")).length === 0);
    await worker.stop();
    await comeDue(person);
    // It is killed on the way.
    for (const killAt of proven(["deletion-account-closed", "deletion-half-done"], ["deletion-half-done"])) {
      const killed = await installation.startWorker({ ...WITHOUT_JUDGE, killAt });
      await killed.ended;
    }
    worker = await installation.startWorker(WITHOUT_JUDGE);
    await gone(person);
  });

  it("is out: its tokens are worth nothing, and its sockets close", async () => {
    expect((await closed).code).toBe(4403);
    expect(await whoHolds(person.client)).toBeNull();
    expect(await whoHolds(clientOf(api, person.apiToken))).toBeNull();
    expect((await clientOf(api).errorOf(RefreshSessionDocument, { input: { refreshToken } })).code).toBe("UNAUTHENTICATED");
  });

  it("signs in like an account that never was", async () => {
    const known = await clientOf(api).errorOf(LoginDocument, { input: { email: person.email, password: PASSWORD } });
    const unknown = await clientOf(api).errorOf(LoginDocument, { input: { email: "nobody@codequest.example", password: PASSWORD } });
    expect([known.code, known.message]).toEqual([unknown.code, unknown.message]);
  });

  it.each(["email", "username", "mark"] as const)("leaves its %s nowhere in the database but in what others read", async (key) => {
    await eventually("the outbox is empty", async () => (await installation.sql("select 1 from outbox limit 1")).length === 0);
    // What it published, and wrote with others, stays.
    const kept = key === "mark" ? ["problem_revisions", "problems"] : [];
    expect(await tablesWith(person[key])).toEqual(kept);
  });

  it("leaves its id where others' work needs it", async () => {
    const kept = [
      "account_deletions",
      "analytics_attempts",
      "audit_entries",
      "problem_attempts",
      "problem_revisions",
      "problems",
      "submissions",
      "test_sets",
      "users",
    ];
    expect(await tablesWith(person.id)).toEqual(kept);
  });

  it("leaves no network address in the audit log", async () => {
    const entries = await installation.sql<{ action: string; address: string | null }>(
      "select action, address from audit_entries where actor_id = $1 or subject_id = $1",
      [person.id],
    );
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["account.registered", "account.deletion-requested", "account.deleted", "account.erased"]),
    );
    expect(entries.filter(({ address }) => address !== null)).toEqual([]);
    // Still append-only otherwise.
    await expect(installation.sql("update audit_entries set action = 'a.b'")).rejects.toThrow("append-only");
    await expect(installation.sql("update audit_entries set address = null")).rejects.toThrow("append-only");
  });

  it("leaves none of its objects", async () => {
    const sets = await installation.sql<{ sha256: string }>("select distinct sha256 from test_sets");
    const keys = await objectKeys(installation);
    expect(keys.filter((key) => !key.startsWith("test-sets/"))).toEqual([]);
    expect(keys.sort()).toEqual(sets.map(({ sha256 }) => `test-sets/${sha256}`).sort());
  });

  it("is shown as a deleted user by what it published, and statistics stay", async () => {
    const { problem } = await clientOf(api).request(ProblemWithPeopleDocument, { slug: person.published.slug });
    expect(problem!.title).toBe(`Published ${person.mark}`);
    expect(problem!.author).toMatchObject({
      id: person.id,
      username: expect.stringMatching(/^deleted-[0-9a-f]{16}$/),
      displayName: "Deleted user",
      bio: "",
      role: "LEARNER",
      isDeleted: true,
      avatar: null,
    });
    expect(await problemStats()).toEqual(before);
    const { problem: edited } = await clientOf(api).request(ProblemWithPeopleDocument, { slug: person.coAuthored.slug });
    expect(edited!.coAuthors).toEqual([]);
  });

  it("keeps the verdicts of its submissions, without their code", async () => {
    const [id] = person.submissionIds;
    const { submission } = await admin.request(SubmissionOfDeletedDocument, { id: id! });
    expect(submission).toMatchObject({
      source: null,
      sourceBytes: Buffer.byteLength(person.source),
      user: { displayName: "Deleted user", isDeleted: true, email: null },
      judgement: { status: "FINISHED", verdict: "ACCEPTED", compilerOutput: null, tests: [] },
    });
  });

  it("keeps drafts that are others' too, and no other", async () => {
    const drafts = await installation.sql<{ id: string }>("select id from problems where author_id = $1 and published_at is null", [
      person.id,
    ]);
    expect(drafts).toEqual([{ id: keyOf(sharedDraft) }]);
  });

  it("is no account that an admin may do anything with, or an editor invite", async () => {
    const input = { userId: person.id, reason: "Again" };
    expect((await admin.errorOf(DeleteUserDocument, { input })).code).toBe("NOT_FOUND");
    expect((await admin.errorOf(SuspendUserDocument, { input })).code).toBe("NOT_FOUND");
    const [{ username }] = (await installation.sql("select username from users where id = $1", [person.id])) as [{ username: string }];
    const author = await createInstructor(installation, api);
    const { id } = await draft(author);
    expect((await author.errorOf(AddProblemCoAuthorDocument, { input: { problemId: id, username } })).code).toBe("BAD_USER_INPUT");
  });

  it("is the same when it is deleted once more, as after a worker that died at the very end", async () => {
    const rowsOf = async (table: string) => installation.sql(`select * from ${table} where id = $1`, [person.id]);
    const user = await rowsOf("users");
    await installation.sql("update account_deletions set status = 'RUNNING', leased_until = null, due_at = now() where user_id = $1", [
      person.id,
    ]);
    await gone(person);
    expect(await rowsOf("users")).toEqual(user);
    const acts = await installation.sql("select 1 from audit_entries where action = 'account.deleted' and subject_id = $1", [person.id]);
    expect(acts.length).toBe(1);
  });

  it("gives its address and its username back", async () => {
    const again = await registered(api, { email: person.email, username: person.username });
    expect(again.id).not.toBe(person.id);
    expect((await again.client.request(MyDeletionDocument)).me).toMatchObject({ email: person.email, deletion: null, isDeleted: false });
  });
});

describe("an admin's account", () => {
  it("ends their impersonations in every process, also if the worker died after the commit and before it said so", async () => {
    const leaving = await createInstructor(installation, api, "ADMIN");
    const person = await registered(api);
    const { impersonateUser: acting } = await leaving.request(ImpersonateUserDocument, { input: { userId: person.id, reason: "Ticket" } });
    const client = clientOf(api, acting.accessToken);
    expect(await whoHolds(client)).toBe(person.id);
    const socket = await openSocket(api, { token: acting.accessToken });
    await socket.acknowledged();
    await worker.stop();
    await request(leaving);
    await comeDue({ id: leaving.userId });
    const killed = await installation.startWorker({ ...WITHOUT_JUDGE, killAt: "deletion-account-closed" });
    await killed.ended;
    expect(await installation.sql("select ended_by from sessions where id = $1", [acting.sessionId])).toEqual([{ ended_by: "DELETED" }]);
    worker = await installation.startWorker(WITHOUT_JUDGE);
    await gone({ id: leaving.userId });
    const redis = new Redis(installation.env.REDIS_URL!);
    try {
      expect(await redis.get(`${installation.env.REDIS_PREFIX}:auth:${sessionKey(keyOf(acting.sessionId))}`)).toBe(ENDED);
    } finally {
      redis.disconnect();
    }
    expect(await whoHolds(client)).toBeNull();
    expect((await socket.closed).code).toBe(4403);
  });
});

describe("without days of grace", () => {
  it("an account is deleted at once, and what it has in hand ends with it", async () => {
    const hasty = await installation.startApi({ ACCOUNT_DELETION_GRACE_DAYS: "0" });
    const person = await registered(hasty);
    const problem = await createProblem(installation, hasty);
    const submissionId = await submit(person.client, problem, { language: "python", source: "print(3)" });
    const { requestUpload } = await person.client.request(RequestUploadDocument, {
      input: { purpose: "ATTACHMENT" as never, fileName: "never-sent.txt", contentType: "text/plain", sizeBytes: 5 },
    });
    await request(person.client);
    await gone(person);
    expect(await whoHolds(person.client)).toBeNull();
    const { submission } = await admin.request(SubmissionOfDeletedDocument, { id: submissionId });
    expect(submission).toMatchObject({ source: null, judgement: { status: "FINISHED", verdict: "CANCELLED" } });
    // Its address could still be used: the row stays for the sweeper, which looks for the object a day later.
    expect(await installation.sql("select status, file_name from files where id = $1", [requestUpload.file.id])).toEqual([
      { status: "REJECTED", file_name: "" },
    ]);
  });
});

describe("an admin", () => {
  it("deletes an account: it is out at once, and gone when the days are over, unless that is called off", async () => {
    const person = await registered(api);
    const { deleteUser } = await admin.request(DeleteUserDocument, { input: { userId: person.id, reason: "Spam." } });
    expect(deleteUser.user).toMatchObject({ email: person.email, deletion: { status: "SCHEDULED", byOwner: false } });
    expect(await whoHolds(person.client)).toBeNull();
    const refused = await clientOf(api).errorOf(LoginDocument, { input: { email: person.email, password: PASSWORD } });
    expect(refused).toMatchObject({ code: "FORBIDDEN", message: expect.stringContaining("Spam. The account is deleted on 20") });

    await admin.request(CancelUserDeletionDocument, { input: { userId: person.id } });
    const suspended = await clientOf(api).errorOf(LoginDocument, { input: { email: person.email, password: PASSWORD } });
    expect(suspended.message).toBe("This account is suspended. Reason: Spam.");
    expect((await admin.errorOf(CancelUserDeletionDocument, { input: { userId: person.id } })).code).toBe("CONFLICT");
    await admin.request(ReinstateUserDocument, { input: { userId: person.id } });
    const { login } = await clientOf(api).request(LoginDocument, { input: { email: person.email, password: PASSWORD } });
    expect(login.user!.id).toBe(person.id);
  });

  it("deletes at once where that is said, also what the owner had asked for later", async () => {
    const person = await registered(api);
    await request(person.client);
    await admin.request(DeleteUserDocument, { input: { userId: person.id, reason: "By letter.", immediately: true } });
    await gone(person);
    expect(await tablesWith(person.email)).toEqual([]);
    const acts = await installation.sql<{ details: { reason: string } }>(
      "select details from audit_entries where action = 'user.deletion-requested' and subject_id = $1 and actor_id = $2",
      [person.id, admin.userId],
    );
    expect(acts).toEqual([{ details: expect.objectContaining({ reason: "By letter." }) }]);
  });

  it("does not delete a system admin, themselves, or whom there is not", async () => {
    const system = await createInstructor(installation, api, "SYSTEM_ADMIN");
    const refused = async (userId: string) => (await admin.errorOf(DeleteUserDocument, { input: { userId, reason: "No" } })).code;
    expect([await refused(system.userId), await refused(admin.userId), await refused(crypto.randomUUID())]).toEqual([
      "FORBIDDEN",
      "FORBIDDEN",
      "NOT_FOUND",
    ]);
    const empty = await admin.errorOf(DeleteUserDocument, { input: { userId: system.userId, reason: "" } });
    expect(empty).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "input.reason" }] } });
  });
});
