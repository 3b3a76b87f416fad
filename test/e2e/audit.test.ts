/** Who did what to whom, who may read it, and where an account is used from. */
import { randomUUID } from "node:crypto";
import { purgeAuditEntries } from "../../src/modules/base/audit/record.js";
import { createDatabase } from "../../src/platform/database/database.js";
import { ENTITIES } from "../support/entities.js";
import { clientOf, type Client } from "../support/client.js";
import {
  ArchiveProblemDocument,
  AuditLogDocument,
  AuditLogVocabularyDocument,
  ChangePasswordDocument,
  CreateTopicDocument,
  LoginDocument,
  MySessionsDocument,
  NotificationsDocument,
  RequestRoleDocument,
  SecurityLogDocument,
  SetUserRoleDocument,
  SuspendUserDocument,
  TransferProblemDocument,
  UserDocument,
  UsersDocument,
  type AuditLogFilter,
  type UserFilter,
  type UserOrder,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { waitForMails } from "../support/mail.js";
import { PASSWORD, registered, sessionIdOf, signedInAgain, type Person } from "../support/people.js";
import { createInstructor, createProblem } from "../support/scenario.js";
import { openSocket } from "../support/socket.js";
import { sqlOf, statementsOf } from "../support/statements.js";

const WITHOUT_JUDGE = { env: { JUDGE_LAUNCHER_SOCKET: "/nonexistent" }, until: "worker started" };
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

let installation: Installation;
let api: Api;
let admin: Client & { userId: string; username: string };
let anonymous: Client;

beforeAll(async () => {
  installation = await createInstallation();
  // At level debug, for counting statements; and with a proxy in front, so that clients come from several addresses.
  const env = { LOG_LEVEL: "debug", TRUST_PROXY: "loopback" };
  api = await installation.startApi(env);
  admin = await createInstructor(installation, api, "ADMIN");
  anonymous = clientOf(api);
});

afterAll(() => installation?.stop());

/** Signs in as a client of that name at that address. */
async function signInFrom(person: Person, { userAgent = "node", address = "127.0.0.1", password = PASSWORD } = {}) {
  const query = "mutation ($input: LoginInput!) { login(input: $input) { accessToken refreshToken } }";
  const response = await fetch(api.url, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": userAgent, "x-forwarded-for": address },
    body: JSON.stringify({ query, variables: { input: { email: person.email, password } } }),
  });
  return ((await response.json()) as { data: { login: { accessToken: string; refreshToken: string } } | null }).data?.login;
}

describe("the audit log", () => {
  const logOf = async (filter: AuditLogFilter, more: { first?: number; after?: string } = {}) =>
    (await admin.request(AuditLogDocument, { filter, first: 100, ...more })).auditLog;
  const actionsIn = async (filter: AuditLogFilter) => (await logOf(filter)).edges.map(({ node }) => node.action);

  it("tells who did what to whom, from where and why, newest first", async () => {
    const person = await registered(api);
    await admin.request(SetUserRoleDocument, { input: { userId: person.id, role: "INSTRUCTOR", reason: "teaches" } });
    await admin.request(SuspendUserDocument, { input: { userId: person.id, reason: "spam" } });
    const { edges, totalCount } = await logOf({ subjectId: person.id });
    expect(totalCount).toBe(3);
    expect(edges.map(({ node }) => node)).toMatchObject([
      { action: "user.suspended", actor: { username: admin.username }, details: { reason: "spam" }, address: "127.0.0.1" },
      {
        action: "user.role-set",
        subjectUser: { username: person.username },
        details: { from: "LEARNER", to: "INSTRUCTOR", reason: "teaches" },
      },
      { action: "account.registered", actor: { id: person.id }, impersonator: null },
    ]);
  });

  it("is filtered by everything that an investigation asks for", async () => {
    const before = new Date();
    const person = await registered(api);
    await signInFrom(person, { address: "198.51.100.77" });
    await person.client.request(RequestRoleDocument, { input: { role: "INSTRUCTOR" } });
    expect((await actionsIn({ actorId: person.id })).sort()).toEqual([
      "account.registered",
      "role-request.made",
      "session.started",
      "session.started",
    ]);
    expect(await actionsIn({ address: "198.51.100.77" })).toEqual(["session.started"]);
    expect(await actionsIn({ actorId: person.id, subjectType: "session" })).toEqual(["session.started", "session.started"]);
    expect(await actionsIn({ actorId: person.id, action: "account.registered" })).toEqual(["account.registered"]);
    expect(await actionsIn({ actorId: person.id, action: "session." })).toEqual(["session.started", "session.started"]);
    expect(await actionsIn({ actorId: person.id, action: "sess." })).toEqual([]);
    expect(await actionsIn({ actorId: person.id, createdBefore: before.toISOString() })).toEqual([]);
    expect(await actionsIn({ actorId: person.id, createdFrom: before.toISOString() })).toHaveLength(4);
    expect(await actionsIn({ actorId: person.id, createdFrom: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
    const first = await logOf({ actorId: person.id }, { first: 3 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect((await logOf({ actorId: person.id }, { after: first.pageInfo.endCursor! })).edges).toHaveLength(1);
    for (const filter of [{ action: "user" }, { action: "user.%" }, { address: "\0" }]) {
      expect((await admin.errorOf(AuditLogDocument, { filter })).code).toBe("BAD_USER_INPUT");
    }
  });

  it("says which actions and types there are to choose from, each once", async () => {
    const person = await registered(api);
    await admin.request(SuspendUserDocument, { input: { userId: person.id, reason: "spam" } });
    const { actions, subjectTypes } = (await admin.request(AuditLogVocabularyDocument)).auditLogVocabulary;
    expect(actions).toEqual(expect.arrayContaining(["account.registered", "session.started", "user.suspended"]));
    expect(subjectTypes).toEqual(expect.arrayContaining(["session", "user"]));
    expect(await installation.sql("select distinct action from audit_entries order by action")).toEqual(
      actions.map((action) => ({ action })),
    );
  });

  it("costs as many statements for a long page as for a short one", async () => {
    for (let n = 0; n < 8; n++) await registered(api);
    const page = (first: number) => statementsOf(api, () => admin.request(AuditLogDocument, { first, filter: { action: "account." } }));
    const short = await page(2);
    expect(short).toBe(3); // the page, its total, and the accounts
    expect(await page(10)).toBe(short);
  });

  it("is for admins alone", async () => {
    for (const role of ["LEARNER", "INSTRUCTOR", "BUSINESS_PARTNER"]) {
      const someone = await createInstructor(installation, api, role);
      expect((await someone.errorOf(AuditLogDocument)).code).toBe("FORBIDDEN");
    }
    expect((await anonymous.errorOf(AuditLogDocument)).code).toBe("UNAUTHENTICATED");
  });

  it("holds each failed sign-in, to accounts that do not exist too, and never an address of mail", async () => {
    const person = await registered(api);
    const refused = { input: { email: person.email, password: "Wrong-pass-1" } };
    expect((await anonymous.errorOf(LoginDocument, refused)).code).toBe("UNAUTHENTICATED");
    const input = { email: `${randomUUID()}@codequest.example`, password: "Wrong-pass-1" };
    expect((await anonymous.errorOf(LoginDocument, { input })).code).toBe("UNAUTHENTICATED");
    const { edges } = await logOf({ action: "session.sign-in-failed" }, { first: 2 });
    expect(edges.map(({ node }) => [node.subjectUser?.id ?? null, node.actor, node.address])).toEqual([
      [null, null, "127.0.0.1"],
      [person.id, null, "127.0.0.1"],
    ]);
    const mistyped = { currentPassword: "Wrong-pass-1", newPassword: "Another-pass-1" };
    expect((await person.client.errorOf(ChangePasswordDocument, { input: mistyped })).code).toBe("BAD_USER_INPUT");
    expect(await actionsIn({ actorId: person.id, action: "account." })).toEqual(["account.password-check-failed", "account.registered"]);
    await admin.request(SuspendUserDocument, { input: { userId: person.id, reason: "spam" } });
    expect((await anonymous.errorOf(LoginDocument, { input: { email: person.email, password: PASSWORD } })).code).toBe("FORBIDDEN");
    expect((await actionsIn({ subjectId: person.id }))[0]).toBe("session.sign-in-refused");
    expect(await installation.sql("select 1 from audit_entries where details::text like '%@%'")).toEqual([]);
  });

  it("is written to by the same statements whether the account of a failed sign-in exists or not", async () => {
    const person = await registered(api);
    const failing = (email: string) => sqlOf(api, () => anonymous.errorOf(LoginDocument, { input: { email, password: "Wrong-pass-1" } }));
    const known = await failing(person.email);
    expect(known.join("\n")).toContain("audit_entries");
    expect(await failing(`${randomUUID()}@codequest.example`)).toEqual(known);
  });

  it("holds what admins do to content", async () => {
    const slug = `t-${randomUUID().slice(0, 8)}`;
    const { createTopic } = await admin.request(CreateTopicDocument, { input: { slug, name: "T", icon: "x", description: "" } });
    expect(await actionsIn({ subjectId: createTopic.topic.id })).toEqual(["topic.created"]);
    const { id } = await createProblem(installation, api);
    const heir = await createInstructor(installation, api);
    await admin.request(TransferProblemDocument, { input: { problemId: id, username: heir.username } });
    await admin.request(ArchiveProblemDocument, { input: { id } });
    const { edges } = await logOf({ subjectId: id, subjectType: "problem" });
    expect(edges.map(({ node }) => [node.action, node.actor?.id === admin.userId, node.address])).toEqual([
      ["problem.archived", true, "127.0.0.1"],
      ["problem.transferred", true, "127.0.0.1"],
      ["problem.published", false, "127.0.0.1"],
    ]);
    expect(edges[1]!.node.details).toMatchObject({ to: keyOf(heir.userId) });
  });

  it("can't be changed by anyone, and is purged in one way", async () => {
    const person = await registered(api);
    for (const forbidden of [
      "update audit_entries set action = 'x.y'",
      "delete from audit_entries",
      "truncate audit_entries",
      "select set_config('codequest.audit_purge', 'on', true); update audit_entries set action = 'x.y'",
      "select set_config('codequest.audit_purge', 'on', true); truncate audit_entries",
    ]) {
      await expect(installation.sql(forbidden)).rejects.toThrow("append-only");
    }
    const old = new Date(Date.now() - 3_600_000);
    const ids = ["01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002", "01900000-0000-7000-8000-000000000003"];
    for (const id of ids) {
      await installation.sql(
        "insert into audit_entries (id, actor_id, action, subject_type, details, created_at) values ($1, $2, 'x.old', 'x', '{}', '2024-01-01')",
        [id, person.id],
      );
    }
    const db = await createDatabase({
      url: installation.env.DATABASE_URL!,
      poolMax: 1,
      entities: ENTITIES,
      migrationsFolder: "migrations",
    });
    const purge = () => db.transaction((em) => purgeAuditEntries(em, old, 2));
    try {
      expect(await purge()).toBe(2);
      expect(await purge()).toBe(1);
      expect(await purge()).toBe(0);
      // The same connection: what purging is allowed does not outlast it.
      await expect(db.em.fork().execute("delete from audit_entries")).rejects.toThrow("append-only");
    } finally {
      await db.close();
    }
    expect((await actionsIn({ actorId: person.id })).sort()).toEqual(["account.registered", "session.started"]);
  });
});

describe("the security log of one's own account", () => {
  it("tells what happened to it, but nothing of the admins who did it", async () => {
    const [person, stranger] = [await registered(api), await registered(api)];
    await signInFrom(person, { address: "198.51.100.9", password: "Wrong-pass-1" });
    await admin.request(SetUserRoleDocument, { input: { userId: person.id, role: "INSTRUCTOR", reason: "secret note" } });
    await admin.request(SetUserRoleDocument, { input: { userId: stranger.id, role: "INSTRUCTOR" } });
    const { securityLog } = await person.client.request(SecurityLogDocument);
    expect(securityLog.totalCount).toBe(4);
    expect(securityLog.edges.map(({ node }) => [node.action, node.actor, node.address]).slice(0, 2)).toEqual([
      ["user.role-set", "STAFF", null],
      ["session.sign-in-failed", "UNKNOWN", "198.51.100.9"],
    ]);
    expect(securityLog.edges.slice(2).map(({ node }) => node.actor)).toEqual(["YOU", "YOU"]);
    expect(JSON.stringify(securityLog)).not.toContain("secret note");
    const first = (await person.client.request(SecurityLogDocument, { first: 3 })).securityLog;
    const rest = (await person.client.request(SecurityLogDocument, { after: first.pageInfo.endCursor })).securityLog;
    expect([...first.edges, ...rest.edges]).toEqual(securityLog.edges);
    expect((await anonymous.errorOf(SecurityLogDocument)).code).toBe("UNAUTHENTICATED");
  });
});

describe("a sign-in from where the account was not used before", () => {
  const newSignIns = async (person: Person) =>
    (
      await installation.sql<{ about: string }>(
        `select payload->>'about' as about from outbox where event = 'account.security-changed' and payload->>'userId' = $1
         and payload->>'change' = 'NEW_SIGN_IN' order by id`,
        [person.id],
      )
    ).map(({ about }) => about);

  it("is announced once for each browser in each network", async () => {
    const person = await registered(api);
    await signedInAgain(api, person);
    expect(await newSignIns(person)).toEqual([]);
    const there = await signInFrom(person, { userAgent: FIREFOX, address: "203.0.113.7" });
    expect(await newSignIns(person)).toEqual([sessionIdOf(there!.accessToken)]);
    // The same browser, at an address of the same network, in another version.
    await signInFrom(person, { userAgent: FIREFOX.replaceAll("140", "141"), address: "203.0.9.9" });
    expect(await newSignIns(person)).toHaveLength(1);
    // Another network alone, and another browser alone.
    await signInFrom(person, { userAgent: FIREFOX, address: "192.0.2.1" });
    await signInFrom(person, { userAgent: "curl/8.5.0", address: "203.0.113.7" });
    expect(await newSignIns(person)).toHaveLength(3);
  });

  it("is none where a session has gone with its device before", async () => {
    const person = await registered(api);
    const query = "mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { accessToken } }";
    await fetch(api.url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "node", "x-forwarded-for": "192.0.2.44" },
      body: JSON.stringify({ query, variables: { input: { refreshToken: person.refreshToken } } }),
    });
    await signInFrom(person, { address: "192.0.2.45" });
    expect(await newSignIns(person)).toEqual([]);
  });

  it("is not announced where the password was wrong", async () => {
    const person = await registered(api);
    expect(await signInFrom(person, { userAgent: FIREFOX, address: "203.0.113.7", password: "Wrong-pass-1" })).toBeNull();
    expect(await newSignIns(person)).toEqual([]);
  });

  it("over a WebSocket names its device, as does the session", async () => {
    const person = await registered(api);
    const socket = await openSocket(api, { headers: { "user-agent": FIREFOX } });
    await socket.acknowledged();
    const { errors } = await socket.ask(`mutation { login(input: { email: "${person.email}", password: "${PASSWORD}" }) { expiresAt } }`);
    expect(errors).toBeUndefined();
    socket.close();
    const { mySessions } = await person.client.request(MySessionsDocument);
    expect(mySessions.edges.map(({ node }) => node.device)).toEqual(["Firefox on Linux", "node"]);
    expect(await newSignIns(person)).toHaveLength(1);
  });

  it("is told to its owner with time, device and address", async () => {
    const person = await registered(api);
    await signInFrom(person, { userAgent: FIREFOX, address: "203.0.113.7" });
    // Not before: the others look into the outbox, which a worker empties.
    await installation.startWorker(WITHOUT_JUDGE);
    const mails = await waitForMails(person.email, 2);
    const mail = mails.find(({ subject }) => subject === "A new sign-in to your account")!;
    expect(mail.text).toContain("Device: Firefox on Linux");
    expect(mail.text).toContain("Network address: 203.0.113.7");
    expect(mail.text).toMatch(/Time: .*\(UTC\)/);
    const { notifications } = await person.client.request(NotificationsDocument);
    expect(notifications.edges[0]!.node.body).toContain("Firefox on Linux");
  });
});

describe("accounts, for admins", () => {
  const found = async (filter: UserFilter, orderBy?: UserOrder) =>
    (await admin.request(UsersDocument, { filter, first: 100, ...(orderBy && { orderBy }) })).users.edges.map(({ node }) => node.username);

  it("are found by what their names and addresses begin with", async () => {
    const mark = `z${randomUUID().slice(0, 6)}`;
    const ada = await registered(api, {
      username: `${mark}_ada-12`,
      displayName: "Ada Lövelace-King",
      email: `${mark}.ada@codequest.example`,
    });
    await registered(api, { username: `${mark}xada-12`, displayName: "Someone Else" });
    expect(await found({ search: `${mark}_A` })).toEqual([ada.username]);
    expect(await found({ search: mark })).toHaveLength(2);
    expect(await found({ search: `${mark}.ada@` })).toEqual([ada.username]);
    expect(await found({ search: ada.email.toUpperCase() })).toEqual([ada.username]);
    expect(await found({ search: `king ${mark}` })).toEqual([ada.username]);
    expect(await found({ search: `löv ${mark} 12` })).toEqual([ada.username]);
    expect(await found({ search: `%${mark.slice(1)}` })).toEqual([]);
    for (const search of ["'; drop table users --", "\\", "& | ! ( )", "_", "a".repeat(254), "<->:*"]) await found({ search });
    expect((await admin.errorOf(UsersDocument, { filter: { search: "a".repeat(255) } })).code).toBe("BAD_USER_INPUT");
    expect((await admin.errorOf(UsersDocument, { filter: { search: "a\0" } })).code).toBe("BAD_USER_INPUT");
  });

  it("are filtered and ordered", async () => {
    const mark = `y${randomUUID().slice(0, 6)}`;
    const before = new Date().toISOString();
    const people = [];
    for (const name of ["b", "a", "c"]) people.push(await registered(api, { username: `${mark}-${name}` }));
    const [b, a, c] = people.map(({ username }) => username);
    await admin.request(SuspendUserDocument, { input: { userId: people[1]!.id, reason: "spam" } });
    await admin.request(SetUserRoleDocument, { input: { userId: people[2]!.id, role: "INSTRUCTOR" } });
    expect(await found({ search: mark })).toEqual([c, a, b]);
    expect(await found({ search: mark }, "OLDEST")).toEqual([b, a, c]);
    expect(await found({ search: mark }, "USERNAME")).toEqual([a, b, c]);
    expect(await found({ search: mark, suspended: true })).toEqual([a]);
    expect(await found({ search: mark, suspended: false })).toEqual([c, b]);
    expect(await found({ search: mark, roles: ["INSTRUCTOR", "ADMIN"] })).toEqual([c]);
    expect(await found({ search: mark, emailVerified: true })).toEqual([]);
    expect(await found({ search: mark, createdBefore: before })).toEqual([]);
    expect(await found({ search: mark, createdFrom: before })).toHaveLength(3);
    const first = (await admin.request(UsersDocument, { filter: { search: mark }, orderBy: "USERNAME", first: 2 })).users;
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const next = { filter: { search: mark }, orderBy: "USERNAME" as const, after: first.pageInfo.endCursor };
    expect((await admin.request(UsersDocument, next)).users.edges.map(({ node }) => node.username)).toEqual([c]);
    expect((await admin.errorOf(UsersDocument, { ...next, orderBy: "NEWEST" })).code).toBe("BAD_USER_INPUT");
  });

  it("show what only staff may know, in as many statements for many as for few", async () => {
    const person = await registered(api);
    await signedInAgain(api, person);
    const { user } = await admin.request(UserDocument, { username: person.username.toUpperCase() });
    expect(user).toMatchObject({ id: person.id, email: person.email, sessionCount: 2, suspendedAt: null, twoFactorEnabled: false });
    expect(Date.now() - Date.parse(user!.lastSeenAt!)).toBeLessThan(60_000);
    expect((await admin.request(UserDocument, { id: person.id })).user!.username).toBe(person.username);
    const page = (first: number) => statementsOf(api, () => admin.request(UsersDocument, { first }));
    const few = await page(1);
    expect(few).toBe(4); // the page, its total, activity, and ways to sign in
    expect(await page(20)).toBe(few);
  });

  it("are asked for by one name, and searched by admins only", async () => {
    expect((await admin.errorOf(UserDocument, {})).code).toBe("BAD_USER_INPUT");
    expect((await admin.errorOf(UserDocument, { id: admin.userId, username: "x" })).code).toBe("BAD_USER_INPUT");
    expect((await admin.errorOf(UserDocument, { username: "no\0body" })).code).toBe("BAD_USER_INPUT");
    expect((await admin.errorOf(UserDocument, { username: "nobody-at-all" })).code).toBe("NOT_FOUND");
    const person = await registered(api);
    expect((await person.client.errorOf(UsersDocument)).code).toBe("FORBIDDEN");
    expect((await anonymous.errorOf(UsersDocument)).code).toBe("UNAUTHENTICATED");
  });
});
