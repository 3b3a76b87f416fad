/** What happens to an account while somebody is halfway into it: a change that comes in between must win. */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { print, type DocumentNode } from "graphql";
import { Secret, TOTP } from "otpauth";
import pg from "pg";
import { clientOf, type Client } from "../support/client.js";
import {
  ConfirmEmailChangeDocument,
  ConfirmTwoFactorDocument,
  CreateApiTokenDocument,
  DeleteUserDocument,
  ImpersonateUserDocument,
  LoginDocument,
  MySessionsDocument,
  RefreshSessionDocument,
  RequestEmailChangeDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SetUserRoleDocument,
  StartTwoFactorDocument,
  SuspendUserDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { PASSWORD, registered, signedInAgain, someone, type Person } from "../support/people.js";
import { createMailedLinks } from "../../src/modules/accounts/identity/credentials/mailed-links.js";
import { createSecrets } from "../../src/platform/security/secrets.js";

let installation: Installation;
let api: Api;
let anonymous: Client;

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi();
  anonymous = clientOf(api);
});

afterAll(() => installation?.stop());

/** Holds the rows of accounts; `change` is what another request commits once `waiting` others have come up behind. */
async function meanwhile<T>(ids: string[], asked: () => Promise<T>, waiting: number, change = "select $1::uuid[]"): Promise<T> {
  const keys = ids.map(keyOf);
  const holder = new pg.Client({ connectionString: installation.env.DATABASE_URL! });
  await holder.connect();
  try {
    await holder.query("begin");
    await holder.query("select 1 from users where id = any($1::uuid[]) for update", [keys]);
    const answer = asked();
    const blocked = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    for (const late = Date.now() + 120_000; (await installation.sql(blocked)).length < waiting; await delay(10))
      if (Date.now() > late) throw new Error(`fewer than ${waiting} wait for the accounts`);
    for (const statement of change.split(";")) await holder.query(statement, [keys]);
    await holder.query("commit");
    return await answer;
  } finally {
    await holder.end();
  }
}

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "done",
    (error: { response: { errors: { extensions: { code: string } }[] } }) => error.response.errors[0]!.extensions.code,
  );
const sessionsOf = (id: string) => installation.sql("select 1 from sessions where user_id = $1 and ended_at is null", [id]);
const END_SESSIONS = "update sessions set ended_at = now() where user_id = any($1)";

async function staff(role: string): Promise<Person> {
  const person = await registered(api);
  await installation.sql("update users set role = $2, email_verified_at = now() where id = $1", [person.id, role]);
  return person;
}

describe("signing in", () => {
  it.each([
    ["a new password", "update users set password_hash = 'another' where id = any($1)", "UNAUTHENTICATED"],
    ["a suspension", "update users set suspended_at = now() where id = any($1)", "FORBIDDEN"],
    ["a deletion", "update users set deleted_at = now() where id = any($1)", "UNAUTHENTICATED"],
  ])("begins no session that %s at the same moment does not know of", async (_what, change, code) => {
    const person = await registered(api);
    const login = () => codeOf(anonymous.request(LoginDocument, { input: { email: person.email, password: PASSWORD } }));
    expect(await meanwhile([person.id], login, 1, `${change};${END_SESSIONS}`)).toBe(code);
    expect(await sessionsOf(person.id)).toEqual([]);
  });

  it("works from many devices at once, also where the hash is brought up to date", async () => {
    const person = await registered(api);
    const stronger = await installation.startApi({ BCRYPT_COST: "6" });
    await Promise.all([1, 2, 3, 4].map(() => signedInAgain(stronger, person)));
    expect(await sessionsOf(person.id)).toHaveLength(5);
    await stronger.stop();
  });
});

it("an API token is not made by a session that has ended meanwhile", async () => {
  const person = await staff("LEARNER");
  const input = { name: "stay", scopes: ["account:read"], expiresInDays: 366, password: PASSWORD };
  const create = () => codeOf(person.client.request(CreateApiTokenDocument, { input }));
  expect(await meanwhile([person.id], create, 1, END_SESSIONS)).toBe("UNAUTHENTICATED");
  expect(await installation.sql("select 1 from api_tokens where user_id = $1", [person.id])).toEqual([]);
});

it("a change of the address is not asked for by a session that has ended meanwhile, nor two-factor switched on", async () => {
  const person = await registered(api);
  const { email: newEmail } = someone();
  const { startTwoFactor } = await person.client.request(StartTwoFactorDocument, { input: { password: PASSWORD } });
  const code = new TOTP({ secret: Secret.fromBase32(startTwoFactor.manualEntryKey) }).generate();
  const both = () =>
    Promise.all([
      codeOf(person.client.request(RequestEmailChangeDocument, { input: { newEmail, password: PASSWORD } })),
      codeOf(person.client.request(ConfirmTwoFactorDocument, { input: { code } })),
    ]);
  expect(await meanwhile([person.id], both, 2, END_SESSIONS)).toEqual(["UNAUTHENTICATED", "UNAUTHENTICATED"]);
  expect(await installation.sql("select 1 from mailed_links where email = $1", [newEmail])).toEqual([]);
  expect(await installation.sql("select 1 from two_factors where user_id = $1 and enabled_at is not null", [person.id])).toEqual([]);
});

describe("two system admins who put each other out at once", () => {
  it.each([
    [
      "by taking the role",
      (by: Person, of: Person) => codeOf(by.client.request(SetUserRoleDocument, { input: { userId: of.id, role: "LEARNER" } })),
    ],
    [
      "by suspension",
      (by: Person, of: Person) => codeOf(by.client.request(SuspendUserDocument, { input: { userId: of.id, reason: "x" } })),
    ],
    [
      "by deletion",
      (by: Person, of: Person) =>
        codeOf(by.client.request(DeleteUserDocument, { input: { userId: of.id, reason: "x", immediately: true } })),
    ],
  ])("%s: one is left", async (_how, putOut) => {
    const [one, other] = [await staff("SYSTEM_ADMIN"), await staff("SYSTEM_ADMIN")];
    const both = () => Promise.all([putOut(one, other), putOut(other, one)]);
    expect((await meanwhile([one.id, other.id], both, 2)).sort()).toEqual(["FORBIDDEN", "done"]);
    const left = "select 1 from users where id = any($1) and role = 'SYSTEM_ADMIN' and suspended_at is null";
    expect(await installation.sql(left, [[one.id, other.id]])).toHaveLength(1);
  });
});

it("a new password ends a change of the address that somebody else had asked for", async () => {
  const person = await registered(api);
  const { email: newEmail } = someone();
  await person.client.request(RequestEmailChangeDocument, { input: { newEmail, password: PASSWORD } });
  const links = createMailedLinks({ secrets: createSecrets(installation.env.TOKEN_SECRET!), env: { WEB_URL: "" } });
  const tokenOf = async (purpose: "CHANGE_EMAIL" | "RESET_PASSWORD", email: string) => {
    const [link] = await installation.sql<{ id: string }>("select id from mailed_links where purpose = $1 and email = $2", [
      purpose,
      email,
    ]);
    return links.urlOf({ id: link!.id, purpose }).split("#token=")[1]!;
  };
  await anonymous.request(RequestPasswordResetDocument, { input: { email: person.email } });
  const reset = await tokenOf("RESET_PASSWORD", person.email);
  await anonymous.request(ResetPasswordDocument, { input: { token: reset, newPassword: "Another-Word-2" } });
  const token = await tokenOf("CHANGE_EMAIL", newEmail);
  expect(await codeOf(anonymous.request(ConfirmEmailChangeDocument, { input: { token } }))).toBe("BAD_USER_INPUT");
});

it("a client that calls itself something else each time does not fill the table of known devices", async () => {
  const person = await registered(api);
  await installation.sql(
    "insert into known_devices (user_id, device, network, last_used_at) select $1, 'Old ' || n, '10.0', now() - interval '1 day' from generate_series(1, 150) n",
    [person.id],
  );
  const response = await fetch(api.url, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": `made-up-${randomUUID()}` },
    body: JSON.stringify({
      query: print(RefreshSessionDocument as DocumentNode),
      variables: { input: { refreshToken: person.refreshToken } },
    }),
  });
  expect(((await response.json()) as { data: { refreshSession: object } }).data.refreshSession).toBeTruthy();
  const known = await installation.sql<{ device: string }>("select device from known_devices where user_id = $1", [person.id]);
  expect(known).toHaveLength(100);
  expect(known.map(({ device }) => device)).toContainEqual(expect.stringContaining("made-up"));
});

it("an account does not learn from where an admin acts as it", async () => {
  const [person, admin] = [await registered(api), await staff("ADMIN")];
  await admin.client.request(ImpersonateUserDocument, { input: { userId: person.id, reason: "asked for help" } });
  const { mySessions } = await person.client.request(MySessionsDocument);
  expect(mySessions.edges.map(({ node }) => [node.method, node.address !== ""])).toEqual([
    ["IMPERSONATION", false],
    ["PASSWORD", true],
  ]);
});
