import { setTimeout as delay } from "node:timers/promises";
import { once } from "node:events";
import { Secret, TOTP } from "otpauth";
import { WebSocket } from "ws";
import { clientOf, type Client } from "../support/client.js";
import {
  ApiTokenScopesDocument,
  CompleteLoginDocument,
  ConfirmTwoFactorDocument,
  CreateApiTokenDocument,
  CreateProblemDocument,
  DecideRoleRequestDocument,
  DisableTwoFactorDocument,
  LoginDocument,
  MeDocument,
  MyApiTokensDocument,
  MySecurityDocument,
  MySessionsDocument,
  ReinstateUserDocument,
  RefreshSessionDocument,
  RenewRecoveryCodesDocument,
  RequestRoleDocument,
  RevokeApiTokenDocument,
  RoleRequestsDocument,
  SetUserRoleDocument,
  StartTwoFactorDocument,
  SubmitCodeDocument,
  SuspendUserDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { PASSWORD, registered, signedInAgain, type Person, whoHolds } from "../support/people.js";
import { createInstructor, createProblem } from "../support/scenario.js";

const PERIOD_MS = 30_000;

describe("account security", () => {
  let installation: Installation;
  let api: Api;
  let other: Api;
  let anonymous: Client;

  beforeAll(async () => {
    installation = await createInstallation();
    [api, other] = await Promise.all([installation.startApi(), installation.startApi()]);
    anonymous = clientOf(api);
  });

  afterAll(() => installation?.stop());

  const idOf = whoHolds;
  const verified = async (change: object = {}) => {
    const person = await registered(api, change);
    await installation.sql("update users set email_verified_at = now() where id = $1", [person.id]);
    return person;
  };

  describe("two-factor", () => {
    /** A code of a step before or after the present one; each step's works once. */
    const codeOf = (key: string, step = 0) =>
      new TOTP({ secret: Secret.fromBase32(key), algorithm: "SHA1", digits: 6, period: 30 }).generate({
        timestamp: Date.now() + step * PERIOD_MS,
      });
    /** A code belongs to a period: with too little of it left for a test, the next one is waited for. */
    const periodWithRoom = async () => {
      const leftMs = PERIOD_MS - (Date.now() % PERIOD_MS);
      if (leftMs < PERIOD_MS / 2) await delay(leftMs);
    };
    const withTwoFactor = async () => {
      await periodWithRoom();
      const person = await registered(api);
      const { startTwoFactor } = await person.client.request(StartTwoFactorDocument, { input: { password: PASSWORD } });
      const key = startTwoFactor.manualEntryKey;
      const { confirmTwoFactor } = await person.client.request(ConfirmTwoFactorDocument, { input: { code: codeOf(key, -1) } });
      return { ...person, key, recoveryCodes: confirmTwoFactor.recoveryCodes };
    };
    const firstStep = async ({ email }: { email: string }) =>
      (await anonymous.request(LoginDocument, { input: { email, password: PASSWORD } })).login;
    const secondStep = (challenge: string, code: string) => anonymous.request(CompleteLoginDocument, { input: { challenge, code } });
    const secondStepError = async (challenge: string, code: string) =>
      (await anonymous.errorOf(CompleteLoginDocument, { input: { challenge, code } })).code;

    it("asks for nothing before a first code has shown that the app works", async () => {
      const person = await registered(api);
      const { startTwoFactor } = await person.client.request(StartTwoFactorDocument, { input: { password: PASSWORD } });
      expect(startTwoFactor.otpauthUri).toContain("otpauth://totp/");
      expect((await firstStep(person)).accessToken).toBeTruthy();
      const wrong = await person.client.errorOf(ConfirmTwoFactorDocument, { input: { code: "000000" } });
      expect(wrong).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "input.code" }] } });
      expect((await person.client.request(MySecurityDocument)).me!.twoFactorEnabled).toBe(false);
    });

    it("makes signing in two steps, and nothing of a session is there in between", async () => {
      const person = await withTwoFactor();
      expect((await person.client.request(MySecurityDocument)).me).toMatchObject({ twoFactorEnabled: true, recoveryCodesLeft: 10 });
      const login = await firstStep(person);
      expect(login).toMatchObject({ accessToken: null, refreshToken: null, expiresAt: null, user: null });
      const { challenge } = login.twoFactor!;
      expect(await idOf(clientOf(api, challenge))).toBeNull();
      const { completeLogin } = await secondStep(challenge, codeOf(person.key));
      expect(await idOf(clientOf(other, completeLogin.accessToken))).toBe(person.id);
      expect(completeLogin.user.id).toBe(person.id);
    });

    it("takes a code once, in whichever sign-in, and of two at the same moment one", async () => {
      const person = await withTwoFactor();
      const [first, second] = [(await firstStep(person)).twoFactor!, (await firstStep(person)).twoFactor!];
      const code = codeOf(person.key);
      const outcomes = await Promise.allSettled([secondStep(first.challenge, code), secondStep(second.challenge, code)]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await secondStepError(first.challenge, code)).toBe("BAD_USER_INPUT");
      // The one of the step before, which confirmed the app, is older still.
      expect(await secondStepError(first.challenge, codeOf(person.key, -1))).toBe("BAD_USER_INPUT");
    });

    it("takes each recovery code once, however it is written", async () => {
      const person = await withTwoFactor();
      expect(person.recoveryCodes).toHaveLength(10);
      const [code] = person.recoveryCodes;
      const { challenge } = (await firstStep(person)).twoFactor!;
      const { completeLogin } = await secondStep(challenge, ` ${code!.replace("-", "").toUpperCase()} `);
      expect(completeLogin.user.id).toBe(person.id);
      expect(await secondStepError(challenge, code!)).toBe("BAD_USER_INPUT");
      expect((await person.client.request(MySecurityDocument)).me!.recoveryCodesLeft).toBe(9);
      const [row] = await installation.sql<{ digests: string }>(
        "select string_agg(digest, ' ') as digests from recovery_codes where user_id = $1",
        [person.id],
      );
      for (const one of person.recoveryCodes) expect(row!.digests).not.toContain(one.replace("-", ""));

      const { renewRecoveryCodes } = await person.client.request(RenewRecoveryCodesDocument, { input: { code: person.recoveryCodes[1]! } });
      expect(await secondStepError(challenge, person.recoveryCodes[2]!)).toBe("BAD_USER_INPUT");
      expect((await secondStep(challenge, renewRecoveryCodes.recoveryCodes[0]!)).completeLogin.user.id).toBe(person.id);
    });

    it("slows guessing down, and refuses challenges that are forged or outlived by the password", async () => {
      const person = await withTwoFactor();
      const { challenge } = (await firstStep(person)).twoFactor!;
      expect(await secondStepError("x", "000000")).toBe("UNAUTHENTICATED");
      expect(await secondStepError(`${challenge.slice(0, -4)}AAAA`, codeOf(person.key))).toBe("UNAUTHENTICATED");
      await installation.sql("update users set password_hash = 'another' where id = $1", [person.id]);
      expect(await secondStepError(challenge, codeOf(person.key))).toBe("UNAUTHENTICATED");
      const guesser = await withTwoFactor();
      const its = (await firstStep(guesser)).twoFactor!.challenge;
      const codes: string[] = [];
      for (let i = 0; i < 6; i++) codes.push(await secondStepError(its, "12345x"));
      expect(codes.at(-1)).toBe("RATE_LIMITED");
    });

    it("is switched off with password and code, not with one of them", async () => {
      const person = await withTwoFactor();
      const attempt = (input: object) => person.client.errorOf(DisableTwoFactorDocument, { input: input as never });
      expect((await attempt({ code: codeOf(person.key) })).code).toBe("BAD_USER_INPUT");
      expect((await attempt({ code: "000000", password: PASSWORD })).code).toBe("BAD_USER_INPUT");
      expect((await person.client.errorOf(StartTwoFactorDocument, { input: { password: PASSWORD } })).code).toBe("CONFLICT");
      await person.client.request(DisableTwoFactorDocument, { input: { code: codeOf(person.key), password: PASSWORD } });
      expect((await firstStep(person)).accessToken).toBeTruthy();
    });

    it("keeps its key sealed", async () => {
      const person = await withTwoFactor();
      const [row] = await installation.sql<{ sealed_key: string }>("select sealed_key from two_factors where user_id = $1", [person.id]);
      expect(row!.sealed_key).not.toContain(person.key);
    });
  });

  describe("an API token", () => {
    const create = async (person: Person, scopes: string[]) => {
      const input = { name: " ci ", scopes, expiresInDays: 7, password: PASSWORD };
      const { createApiToken } = await person.client.request(CreateApiTokenDocument, { input });
      return { ...createApiToken, client: clientOf(other, createApiToken.token) };
    };

    it("acts for its account within its scopes, and for nothing that secures it", async () => {
      const person = await verified();
      const problem = await createProblem(installation, api);
      const reader = await create(person, ["account:read"]);
      expect(reader.apiToken).toMatchObject({ name: "ci", hint: reader.token.slice(-4), scopes: ["account:read"] });
      expect((await reader.client.request(MeDocument)).me).toMatchObject({ id: person.id, email: person.email });
      const submit = { input: { problemId: problem.id, language: "python", source: "print(1)" } };
      const refused = await reader.client.errorOf(SubmitCodeDocument, submit);
      expect(refused.code).toBe("FORBIDDEN");
      expect(refused.message).toContain("scope");

      const writer = await create(person, ["submissions:write"]);
      expect((await writer.client.request(SubmitCodeDocument, submit)).submitCode.submission.id).toBeTruthy();
      expect((await writer.client.request(MeDocument)).me).toMatchObject({ id: person.id, email: null });
      expect((await writer.client.errorOf(MySessionsDocument)).code).toBe("FORBIDDEN");
      const more = { input: { name: "more", scopes: ["admin"], expiresInDays: 1, password: PASSWORD } };
      expect((await writer.client.errorOf(CreateApiTokenDocument, more)).code).toBe("FORBIDDEN");
      await person.client.request(MyApiTokensDocument);
    });

    it("has no more rights than its account's role, and of those only its scopes'", async () => {
      const admin = await createInstructor(installation, api, "ADMIN");
      await installation.sql("update users set email_verified_at = now() where id = $1", [admin.userId]);
      const asPerson = { client: admin } as unknown as Person;
      const learner = await verified();
      const { problem } = (await admin.request(CreateProblemDocument, { input: { title: "Hidden", statement: "S", difficulty: "EASY" } }))
        .createProblem;
      const read = `query { problem(slug: "${problem.slug}") { id } }`;
      const sees = async (token: string) => {
        const response = await fetch(api.url, {
          method: "POST",
          headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
          body: JSON.stringify({ query: read }),
        });
        return ((await response.json()) as { data: { problem: unknown } }).data.problem !== null;
      };
      expect(await sees((await create(asPerson, ["admin"])).token)).toBe(true);
      expect(await sees((await create(asPerson, ["account:read"])).token)).toBe(false);
      expect(await sees((await create(learner, ["admin", "problems:write"])).token)).toBe(false);
      expect((await (await create(asPerson, ["admin"])).client.errorOf(RoleRequestsDocument)).code).toBe("FORBIDDEN");
    });

    it("is kept as a digest, listed with its last use, and dead at once when revoked", async () => {
      const [person, stranger] = [await verified(), await verified()];
      const made = await create(person, ["account:read"]);
      const [row] = await installation.sql<Record<string, unknown>>("select * from api_tokens where id = $1", [made.apiToken.id]);
      expect(JSON.stringify(row)).not.toContain(made.token);
      expect(await idOf(made.client)).toBe(person.id);
      let listed = (await person.client.request(MyApiTokensDocument)).myApiTokens;
      while (!listed.edges[0]!.node.lastUsedAt) listed = (await person.client.request(MyApiTokensDocument)).myApiTokens;
      expect(listed.totalCount).toBe(1);
      const input = { id: made.apiToken.id };
      expect((await stranger.client.errorOf(RevokeApiTokenDocument, { input })).code).toBe("NOT_FOUND");
      await person.client.request(RevokeApiTokenDocument, { input });
      expect(await idOf(made.client)).toBeNull();
      expect(await idOf(clientOf(api, made.token))).toBeNull();
      expect((await person.client.request(MyApiTokensDocument)).myApiTokens.edges).toEqual([]);
    });

    it("ends with its time", async () => {
      const person = await verified();
      const made = await create(person, ["account:read"]);
      await installation.sql("update api_tokens set expires_at = now() - interval '1 second' where id = $1", [made.apiToken.id]);
      expect(await idOf(made.client)).toBeNull();
    });

    it.each([
      ["no scope", { scopes: [] }, "input.scopes"],
      ["an unknown scope", { scopes: ["everything"] }, "input.scopes"],
      ["no name", { name: "" }, "input.name"],
      ["no end", { expiresInDays: 0 }, "input.expiresInDays"],
      ["too late an end", { expiresInDays: 367 }, "input.expiresInDays"],
      ["a wrong password", { password: "Wrong-Password-1" }, "input.password"],
      ["a NUL in its name", { name: "c\0i" }, "input.name"],
    ])("is not made with %s", async (_what, change, field) => {
      const person = await verified();
      const input = { name: "ci", scopes: ["account:read"], expiresInDays: 1, password: PASSWORD, ...change };
      const error = await person.client.errorOf(CreateApiTokenDocument, { input });
      expect(error).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field }] } });
    });

    it("is nobody's when it was made up", async () => {
      expect(await idOf(clientOf(api, `cqp_${"A".repeat(43)}`))).toBeNull();
      expect((await anonymous.request(ApiTokenScopesDocument)).apiTokenScopes.map(({ name }) => name)).toContain("submissions:write");
    });
  });

  describe("an admin", () => {
    let admin: Client & { userId: string };
    let system: Client & { userId: string };
    beforeAll(async () => {
      admin = await createInstructor(installation, api, "ADMIN");
      system = await createInstructor(installation, api, "SYSTEM_ADMIN");
    });

    const auditOf = (userId: string) =>
      installation.sql<{ actor_id: string; action: string; details: object }>(
        "select actor_id, action, details from audit_entries where subject_id = $1 and subject_type = 'user' order by id",
        [userId],
      );

    it("changes roles, at once for every process and in the audit log", async () => {
      const person = await registered(api);
      const there = clientOf(other, person.accessToken);
      const problem = { input: { title: "T", statement: "S", difficulty: "EASY" as const } };
      expect((await there.errorOf(CreateProblemDocument, problem)).code).toBe("FORBIDDEN");
      const { setUserRole } = await admin.request(SetUserRoleDocument, {
        input: { userId: person.id, role: "INSTRUCTOR", reason: "teaches" },
      });
      expect(setUserRole.user.role).toBe("INSTRUCTOR");
      expect((await there.request(CreateProblemDocument, problem)).createProblem.problem.id).toBeTruthy();
      await admin.request(SetUserRoleDocument, { input: { userId: person.id, role: "LEARNER" } });
      expect((await there.errorOf(CreateProblemDocument, problem)).code).toBe("FORBIDDEN");
      expect((await auditOf(person.id)).slice(1)).toEqual([
        { actor_id: keyOf(admin.userId), action: "user.role-set", details: { from: "LEARNER", to: "INSTRUCTOR", reason: "teaches" } },
        { actor_id: keyOf(admin.userId), action: "user.role-set", details: { from: "INSTRUCTOR", to: "LEARNER", reason: "" } },
      ]);
    });

    it("is named in the audit log for each role request they decide", async () => {
      const person = await registered(api);
      const { requestRole } = await person.client.request(RequestRoleDocument, { input: { role: "INSTRUCTOR" } });
      const { id } = requestRole.roleRequest;
      await admin.request(DecideRoleRequestDocument, { input: { id, approve: true } });
      const details = { requestId: keyOf(id), from: "LEARNER", asked: "INSTRUCTOR" };
      expect((await auditOf(person.id)).at(-1)).toEqual({ actor_id: keyOf(admin.userId), action: "role-request.approved", details });
    });

    it("makes no system admin, unmakes none, and leaves its own role alone", async () => {
      const person = await registered(api);
      const set = (by: Client, userId: string, role: "SYSTEM_ADMIN" | "LEARNER" | "ADMIN") =>
        by.errorOf(SetUserRoleDocument, { input: { userId, role } });
      expect((await set(admin, person.id, "SYSTEM_ADMIN")).code).toBe("FORBIDDEN");
      expect((await set(admin, system.userId, "LEARNER")).code).toBe("FORBIDDEN");
      expect((await set(admin, admin.userId, "LEARNER")).code).toBe("FORBIDDEN");
      expect((await set(system, system.userId, "LEARNER")).code).toBe("FORBIDDEN");
      expect((await set(person.client, person.id, "ADMIN")).code).toBe("FORBIDDEN");
      expect((await set(anonymous, person.id, "ADMIN")).code).toBe("UNAUTHENTICATED");
      expect((await set(admin, person.id, "LEARNER")).code).toBe("CONFLICT");
      expect((await set(admin, "01900000-0000-7000-8000-000000000000", "ADMIN")).code).toBe("NOT_FOUND");
      expect(await auditOf(system.userId)).toHaveLength(1);
    });

    it("suspends an account: tokens, sessions, API tokens and sockets are out at once, at every process", async () => {
      const person = await verified();
      const { createApiToken } = await person.client.request(CreateApiTokenDocument, {
        input: { name: "ci", scopes: ["account:read"], expiresInDays: 1, password: PASSWORD },
      });
      const script = clientOf(other, createApiToken.token);
      expect(await idOf(script)).toBe(person.id);
      const sockets = await Promise.all(
        [api, other].map(async (at) => {
          const socket = new WebSocket(at.wsUrl, "graphql-transport-ws");
          const closed = once(socket, "close").then(([code]) => code as number);
          await once(socket, "open");
          socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${person.accessToken}` } }));
          await once(socket, "message");
          return { closed };
        }),
      );
      const { suspendUser } = await admin.request(SuspendUserDocument, { input: { userId: person.id, reason: "spam" } });
      expect(suspendUser.user).toMatchObject({ suspensionReason: "spam", suspendedAt: expect.any(String) });
      for (const client of [person.client, clientOf(other, person.accessToken), script]) expect(await idOf(client)).toBeNull();
      for (const { closed } of sockets) expect(await closed).toBe(4403);
      const refresh = await anonymous.errorOf(RefreshSessionDocument, { input: { refreshToken: person.refreshToken } });
      expect(refresh.code).toBe("UNAUTHENTICATED");
      const login = await anonymous.errorOf(LoginDocument, { input: { email: person.email, password: PASSWORD } });
      expect(login).toMatchObject({ code: "FORBIDDEN", message: expect.stringContaining("spam") });
      const wrong = await anonymous.errorOf(LoginDocument, { input: { email: person.email, password: "Wrong-Password-1" } });
      expect(wrong.code).toBe("UNAUTHENTICATED");
      expect((await admin.errorOf(SuspendUserDocument, { input: { userId: person.id, reason: "again" } })).code).toBe("CONFLICT");

      await admin.request(ReinstateUserDocument, { input: { userId: person.id } });
      expect(await idOf(person.client)).toBeNull();
      expect(await idOf((await signedInAgain(api, person)).client)).toBe(person.id);
      expect(await idOf(script)).toBe(person.id);
      expect((await auditOf(person.id)).map(({ action }) => action)).toEqual([
        "account.registered",
        "user.suspended",
        "session.sign-in-refused",
        "session.sign-in-failed",
        "user.reinstated",
      ]);
    });

    it("suspends neither themselves nor a system admin", async () => {
      const refusal = async (by: Client, userId: string) =>
        (await by.errorOf(SuspendUserDocument, { input: { userId, reason: "r" } })).code;
      expect(await refusal(admin, admin.userId)).toBe("FORBIDDEN");
      expect(await refusal(admin, system.userId)).toBe("FORBIDDEN");
      expect(await refusal((await registered(api)).client, admin.userId)).toBe("FORBIDDEN");
      expect((await admin.errorOf(ReinstateUserDocument, { input: { userId: (await registered(api)).id } })).code).toBe("CONFLICT");
    });
  });

  describe("passwords", () => {
    it("kept at a lower cost are hashed anew when their account signs in, and take the same time until then", async () => {
      const person = await registered(api);
      const stronger = await installation.startApi({ BCRYPT_COST: "6" });
      const hashOf = async () =>
        (await installation.sql<{ password_hash: string }>("select password_hash from users where id = $1", [person.id]))[0]!.password_hash;
      expect(await hashOf()).toMatch(/^\$2b\$04\$/);
      await signedInAgain(stronger, person);
      expect(await hashOf()).toMatch(/^\$2b\$06\$/);
      await signedInAgain(api, person);
      expect(await hashOf()).toMatch(/^\$2b\$06\$/);
      await stronger.stop();
    });

    it("refused in a flood do not count as guesses", async () => {
      const small = await installation.startApi({ BCRYPT_COST: "12", PASSWORD_QUEUE: "1" });
      const people = await Promise.all(Array.from({ length: 4 }, () => registered(api)));
      const patient = people.pop()!;
      const login = ({ email }: Person) => clientOf(small).request(LoginDocument, { input: { email, password: PASSWORD } });
      let flooding = true;
      const flood = people.map(async (person) => {
        while (flooding) await login(person).catch(() => undefined);
      });
      let refused = 0;
      while (refused < 8) await login(patient).catch(() => refused++);
      flooding = false;
      await Promise.all(flood);
      expect((await login(patient)).login.accessToken).toBeTruthy();
      await small.stop();
    });

    it("that come in a flood are refused with a time to wait, and the rest is served", async () => {
      const small = await installation.startApi({ BCRYPT_COST: "10", PASSWORD_QUEUE: "2" });
      const people = await Promise.all(Array.from({ length: 8 }, () => registered(api)));
      const outcomes = await Promise.all(
        people.map(({ email }) =>
          clientOf(small)
            .request(LoginDocument, { input: { email, password: PASSWORD } })
            .then(
              () => "in",
              (error: { response: { errors: { extensions: { code: string; retryAfterMs: number } }[] } }) =>
                error.response.errors[0]!.extensions,
            ),
        ),
      );
      const refused = outcomes.filter((outcome) => outcome !== "in") as { code: string; retryAfterMs: number }[];
      expect(outcomes).toContain("in");
      expect(refused.length).toBeGreaterThan(0);
      for (const { code, retryAfterMs } of refused) {
        expect(code).toBe("RATE_LIMITED");
        expect(retryAfterMs).toBeGreaterThan(0);
      }
      expect(await idOf(clientOf(small, people[0]!.accessToken))).toBe(people[0]!.id);
      await small.stop();
    });
  });
});
