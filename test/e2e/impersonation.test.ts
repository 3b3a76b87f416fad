/** Admins who act as an account of a lower rank: what they may, what stays the owner's, who is told, and how it ends. */
import { randomUUID } from "node:crypto";
import { endExpiredImpersonations } from "../../src/modules/accounts/identity/sessions/session-ends.js";
import { createDatabase } from "../../src/platform/database/database.js";
import { ENTITIES } from "../support/entities.js";
import { clientOf, type Client } from "../support/client.js";
import {
  AuditLogDocument,
  ChangePasswordDocument,
  CreateApiTokenDocument,
  CurrentSessionDocument,
  DecideRoleRequestDocument,
  EndImpersonationDocument,
  ImpersonateUserDocument,
  LoginDocument,
  LogoutDocument,
  LogoutEverywhereDocument,
  MarkNotificationsReadDocument,
  MySessionsDocument,
  RefreshSessionDocument,
  RequestRoleDocument,
  RevokeSessionDocument,
  SecurityLogDocument,
  SetUserRoleDocument,
  SuspendUserDocument,
  UpdateProfileDocument,
  UserDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { waitForMails } from "../support/mail.js";
import { ownTokens, PASSWORD, registered, sessionIdOf, signedInAgain, type Person, whoHolds } from "../support/people.js";
import { eventually } from "../support/scenario.js";
import { openSocket } from "../support/socket.js";

const WITHOUT_JUDGE = { env: { JUDGE_LAUNCHER_SOCKET: "/nonexistent" }, until: "worker started" };

let installation: Installation;
let api: Api;
let other: Api;
let admin: Person;
let system: Person;

beforeAll(async () => {
  installation = await createInstallation();
  [api, other] = await Promise.all([installation.startApi(), installation.startApi()]);
  [admin, system] = [await staff("ADMIN"), await staff("SYSTEM_ADMIN")];
});

afterAll(() => installation?.stop());

/** With a verified address, as for API tokens, and a role from its first request on. */
async function staff(role: string): Promise<Person> {
  const person = await registered(api);
  await installation.sql("update users set role = $2, email_verified_at = now() where id = $1", [person.id, role]);
  return person;
}

async function actAs(person: { id: string }, by: Client = admin.client, reason = "they can't see their submissions") {
  const { impersonateUser } = await by.request(ImpersonateUserDocument, { input: { userId: person.id, reason } });
  return { ...impersonateUser, client: clientOf(api, impersonateUser.accessToken) };
}
const refusal = async (by: Client, userId: string) =>
  (await by.errorOf(ImpersonateUserDocument, { input: { userId, reason: "curious" } })).code;
const whoIs = (accessToken: string, at = other) => whoHolds(clientOf(at, accessToken));
const entriesAbout = async (subjectId: string) =>
  (await admin.client.request(AuditLogDocument, { filter: { subjectId }, first: 100 })).auditLog.edges.map(({ node }) => node);
const endsOf = async (subjectId: string, sessionId: string) =>
  (await entriesAbout(subjectId)).filter(
    ({ action, details }) => action === "impersonation.ended" && details.sessionId === keyOf(sessionId),
  );

describe("an impersonation", () => {
  it("acts as the account for half an hour, says so, and can't be refreshed", async () => {
    const person = await registered(api);
    const acting = await actAs(person);
    expect(acting.user.id).toBe(person.id);
    const leftMs = Date.parse(acting.expiresAt) - Date.now();
    expect(leftMs).toBeGreaterThan(28 * 60_000);
    expect(leftMs).toBeLessThanOrEqual(30 * 60_000);
    for (const at of [api, other]) {
      // Twice, for the second time comes from the cache.
      for (let n = 0; n < 2; n++) {
        const { me, currentSession } = await clientOf(at, acting.accessToken).request(CurrentSessionDocument);
        expect(me!.id).toBe(person.id);
        expect(currentSession).toMatchObject({ id: acting.sessionId, method: "IMPERSONATION", impersonator: { username: admin.username } });
      }
    }
    await acting.client.request(UpdateProfileDocument, { input: { displayName: "Mended" } });
    expect((await admin.client.request(CurrentSessionDocument)).currentSession!.impersonator).toBeNull();
    expect((await clientOf(api).request(CurrentSessionDocument)).currentSession).toBeNull();
    const { mySessions } = await person.client.request(MySessionsDocument);
    expect(mySessions.edges.map(({ node }) => [node.method, node.impersonator?.username ?? null])).toEqual([
      ["IMPERSONATION", admin.username],
      ["PASSWORD", null],
    ]);
    // Nothing of it counts as the account's own use.
    expect((await admin.client.request(UserDocument, { id: person.id })).user!.sessionCount).toBe(1);
  });

  it("ends with its time, whatever its token says, and its end is recorded", async () => {
    const person = await registered(api);
    const acting = await actAs(person);
    await installation.sql("update sessions set expires_at = now() - interval '1 second' where id = $1", [acting.sessionId]);
    expect(await whoIs(acting.accessToken)).toBeNull();
    const { token } = await (await ownTokens(900)).issue({ userId: keyOf(person.id), sessionId: keyOf(acting.sessionId) });
    expect(await whoIs(token)).toBeNull();
    const { DATABASE_URL: url = "" } = installation.env;
    const db = await createDatabase({ url, poolMax: 1, entities: ENTITIES, migrationsFolder: "migrations" });
    // What the sweeper of every worker does; of two one records it.
    const sweep = () => db.transaction((em) => endExpiredImpersonations(em));
    await sweep()
      .then(sweep)
      .finally(() => db.close());
    expect(await endsOf(person.id, acting.sessionId)).toMatchObject([
      { actor: null, details: { how: "EXPIRED", impersonatorId: keyOf(admin.id) } },
    ]);
  });

  it("leaves to the owner what secures the account, and gives no power over others", async () => {
    const target = await staff("ADMIN");
    const acting = await actAs(target, system.client);
    const learner = await registered(api);
    const refused = [
      acting.client.errorOf(ChangePasswordDocument, { input: { currentPassword: PASSWORD, newPassword: "Another-pass-1" } }),
      acting.client.errorOf(CreateApiTokenDocument, {
        input: { name: "t", scopes: ["account:read"], expiresInDays: 1, password: PASSWORD },
      }),
      acting.client.errorOf(MySessionsDocument),
      acting.client.errorOf(SecurityLogDocument),
      acting.client.errorOf(MarkNotificationsReadDocument, { input: { all: true } }),
      acting.client.errorOf(LogoutEverywhereDocument, { input: {} }),
      acting.client.errorOf(RequestRoleDocument, { input: { role: "INSTRUCTOR" } }),
      acting.client.errorOf(SetUserRoleDocument, { input: { userId: learner.id, role: "ADMIN" } }),
      acting.client.errorOf(SuspendUserDocument, { input: { userId: learner.id, reason: "x" } }),
      acting.client.errorOf(ImpersonateUserDocument, { input: { userId: learner.id, reason: "x" } }),
    ];
    for (const { code, message } of await Promise.all(refused)) {
      expect({ code, message }).toEqual({ code: "FORBIDDEN", message: expect.stringContaining("not while impersonating") });
    }
    // What an admin sees elsewhere, its impersonator sees too.
    expect((await acting.client.request(UserDocument, { id: learner.id })).user!.email).toBe(learner.email);
  });

  it("is for admins over those below them, from a session of their own", async () => {
    const [learner, peer] = [await registered(api), await staff("ADMIN")];
    expect(await refusal(learner.client, admin.id)).toBe("FORBIDDEN");
    expect(await refusal(clientOf(api), learner.id)).toBe("UNAUTHENTICATED");
    for (const id of [peer.id, admin.id, system.id]) expect(await refusal(admin.client, id)).toBe("FORBIDDEN");
    expect(await refusal(system.client, system.id)).toBe("FORBIDDEN");
    expect(await refusal(admin.client, randomUUID())).toBe("NOT_FOUND");
    const token = await admin.client.request(CreateApiTokenDocument, {
      input: { name: "t", scopes: ["admin"], expiresInDays: 1, password: PASSWORD },
    });
    expect(await refusal(clientOf(api, token.createApiToken.token), learner.id)).toBe("FORBIDDEN");
    const input = { userId: learner.id, reason: "" };
    expect((await admin.client.errorOf(ImpersonateUserDocument, { input })).code).toBe("BAD_USER_INPUT");
    await admin.client.request(SuspendUserDocument, { input: { userId: learner.id, reason: "spam" } });
    expect(await refusal(admin.client, learner.id)).toBe("CONFLICT");
  });

  it("is in the audit log with its begin, its end, and the admin behind all that is done in between", async () => {
    const person = await registered(api);
    const acting = await actAs(person, admin.client, "ticket 12");
    await acting.client.request(UpdateProfileDocument, { input: { bio: "Mended." } });
    // Public fields too: whatever is recorded names who stands behind it.
    const failed = { input: { email: person.email, password: "Wrong-pass-1" } };
    await acting.client.errorOf(LoginDocument, failed);
    await acting.client.request(EndImpersonationDocument, { input: {} });
    expect(await entriesAbout(person.id)).toMatchObject([
      { action: "impersonation.ended", actor: { id: admin.id }, details: { sessionId: keyOf(acting.sessionId), how: "SIGNED_OUT" } },
      {
        action: "impersonation.acted",
        actor: { id: person.id },
        impersonator: { id: admin.id },
        details: { mutation: "endImpersonation" },
      },
      { action: "session.sign-in-failed", actor: null, impersonator: { id: admin.id } },
      { action: "impersonation.acted", impersonator: { id: admin.id }, details: { mutation: "login" } },
      { action: "impersonation.acted", impersonator: { id: admin.id }, details: { mutation: "updateProfile" } },
      { action: "impersonation.started", actor: { id: admin.id }, details: { reason: "ticket 12", sessionId: keyOf(acting.sessionId) } },
      { action: "account.registered", impersonator: null },
    ]);
    const own = (await person.client.request(SecurityLogDocument)).securityLog.edges.map(({ node }) => node);
    expect(own.find(({ action }) => action === "impersonation.started")).toMatchObject({ actor: "STAFF", address: null });
    expect(JSON.stringify(own)).not.toContain("ticket 12");
  });

  it("ends at once by endImpersonation, by logout, and by its owner, at every process and socket", async () => {
    const person = await registered(api);
    const ends: ((acting: Awaited<ReturnType<typeof actAs>>) => Promise<unknown>)[] = [
      ({ client }) => client.request(EndImpersonationDocument, { input: {} }),
      ({ client }) => client.request(LogoutDocument, { input: {} }),
      ({ sessionId }) => admin.client.request(EndImpersonationDocument, { input: { sessionId } }),
      ({ sessionId }) => person.client.request(RevokeSessionDocument, { input: { id: sessionId } }),
      () => person.client.request(LogoutEverywhereDocument, { input: { keepCurrent: true } }),
    ];
    for (const end of ends) {
      const acting = await actAs(person);
      const socket = await openSocket(other, { token: acting.accessToken });
      await socket.acknowledged();
      expect(await whoIs(acting.accessToken)).toBe(person.id);
      await end(acting);
      expect(await whoIs(acting.accessToken)).toBeNull();
      expect((await socket.closed).code).toBe(4403);
      expect(await endsOf(person.id, acting.sessionId)).toHaveLength(1);
      expect(await whoIs(person.accessToken)).toBe(person.id);
      expect(await whoIs(admin.accessToken)).toBe(admin.id);
    }
    const ended = await actAs(person);
    await ended.client.request(EndImpersonationDocument, { input: {} });
    const again = { input: { sessionId: ended.sessionId } };
    expect((await admin.client.errorOf(EndImpersonationDocument, again)).code).toBe("NOT_FOUND");
    const own = { input: { sessionId: sessionIdOf(person.accessToken) } };
    expect((await admin.client.errorOf(EndImpersonationDocument, own)).code).toBe("NOT_FOUND");
    expect((await system.client.errorOf(EndImpersonationDocument, { input: { sessionId: (await actAs(person)).sessionId } })).code).toBe(
      "NOT_FOUND",
    );
    expect((await admin.client.errorOf(EndImpersonationDocument, { input: {} })).code).toBe("CONFLICT");
  });

  it("ends with what the admin may: suspension, another role, a session that ends, a stolen refresh token", async () => {
    const person = await registered(api);
    const ends: Record<string, (by: Person) => Promise<unknown>> = {
      suspended: (by) => system.client.request(SuspendUserDocument, { input: { userId: by.id, reason: "x" } }),
      demoted: (by) => system.client.request(SetUserRoleDocument, { input: { userId: by.id, role: "LEARNER" } }),
      "demoted by the operator": (by) => installation.run("grant-role", by.email, "learner"),
      "signed out": (by) => by.client.request(LogoutDocument, { input: {} }),
      "signed out by refresh token": (by) => clientOf(api).request(LogoutDocument, { input: { refreshToken: by.refreshToken } }),
      "signed out elsewhere": async (by) => {
        const lost = await signedInAgain(api, by);
        await by.client.request(RevokeSessionDocument, { input: { id: sessionIdOf(lost.accessToken) } });
      },
      "signed out everywhere": (by) => by.client.request(LogoutEverywhereDocument, { input: { keepCurrent: true } }),
      "with another password": (by) =>
        by.client.request(ChangePasswordDocument, { input: { currentPassword: PASSWORD, newPassword: "Another-pass-1" } }),
      robbed: async (by) => {
        const input = { refreshToken: by.refreshToken };
        await clientOf(api).request(RefreshSessionDocument, { input });
        await installation.sql("update sessions set recent_uses = '[0]' where user_id = $1", [by.id]);
        expect((await clientOf(api).errorOf(RefreshSessionDocument, { input })).code).toBe("UNAUTHENTICATED");
      },
    };
    for (const [how, end] of Object.entries(ends)) {
      const by = await staff("ADMIN");
      const acting = await actAs(person, by.client);
      expect(await whoIs(acting.accessToken)).toBe(person.id);
      await end(by);
      expect({ how, who: await whoIs(acting.accessToken) }).toEqual({ how, who: null });
    }
  });

  it("ends with what the account becomes: suspended, or as high as the admin", async () => {
    const suspended = await registered(api);
    const acting = await actAs(suspended);
    await system.client.request(SuspendUserDocument, { input: { userId: suspended.id, reason: "x" } });
    expect(await whoIs(acting.accessToken)).toBeNull();
    const promoted = await registered(api);
    const before = await actAs(promoted);
    const { requestRole } = await promoted.client.request(RequestRoleDocument, { input: { role: "ADMIN" } });
    await system.client.request(DecideRoleRequestDocument, { input: { id: requestRole.roleRequest.id, approve: true } });
    expect(await whoIs(before.accessToken)).toBeNull();
    expect(await refusal(admin.client, promoted.id)).toBe("FORBIDDEN");
  });

  it("is begun or refused, but never left behind, when the admin signs out at the same moment", async () => {
    const person = await registered(api);
    for (let round = 0; round < 6; round++) {
      const by = await staff("ADMIN");
      const input = { userId: person.id, reason: "race" };
      const [begun] = await Promise.allSettled([
        by.client.request(ImpersonateUserDocument, { input }),
        round % 2 === 0
          ? clientOf(other, by.accessToken).request(LogoutEverywhereDocument, { input: {} })
          : system.client.request(SuspendUserDocument, { input: { userId: by.id, reason: "x" } }),
      ]);
      if (begun.status === "fulfilled") expect(await whoIs(begun.value.impersonateUser.accessToken)).toBeNull();
    }
    expect(
      await installation.sql("select id from sessions where user_id = $1 and impersonator_id is not null and ended_at is null", [
        person.id,
      ]),
    ).toEqual([]);
  });

  it("in a browser leaves the admin's own cookie alone", async () => {
    const acting = await actAs(await registered(api));
    const response = await fetch(api.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${acting.accessToken}`,
        cookie: `__Host-codequest-refresh=${admin.refreshToken}`,
        "x-csrf-protection": "1",
      },
      body: JSON.stringify({ query: "mutation { logout { loggedOut } }" }),
    });
    expect(await response.json()).toMatchObject({ data: { logout: { loggedOut: true } } });
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(await whoIs(acting.accessToken)).toBeNull();
    expect(await whoIs(admin.accessToken)).toBe(admin.id);
  });

  it("is told to the account's owner", async () => {
    const person = await registered(api);
    await actAs(person);
    await installation.startWorker(WITHOUT_JUDGE);
    const subjects = async () => (await waitForMails(person.email, 1)).map(({ subject }) => subject);
    await eventually("the mail", async () => (await subjects()).includes("An admin is acting as your account"));
    expect((await subjects()).filter((subject) => subject === "A new sign-in to your account")).toEqual([]);
  });
});
