import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { runProgram } from "../../scripts/lib/application.mjs";
import { clientOf, type Client } from "../support/client.js";
import {
  CreateProblemDocument,
  DecideRoleRequestDocument,
  LoginDocument,
  MeDocument,
  ProblemDocument,
  RegisterDocument,
  RequestRoleDocument,
  RoleRequestsDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { whoHolds } from "../support/people.js";
import { createInstructor, createLearner, createProblem } from "../support/scenario.js";
import { startServices } from "../support/services.js";

const PASSWORD = "Sesame-Open-1";

describe("identity", () => {
  let installation: Installation;
  let api: Api;
  let anonymous: Client;

  beforeAll(async () => {
    installation = await createInstallation();
    // Fewer connections than registrations at the same moment, so that none may need two.
    api = await installation.startApi({ DATABASE_POOL_MAX: "5" });
    anonymous = clientOf(api);
  });

  afterAll(() => installation?.stop());

  const someone = () => {
    const username = `u-${randomUUID().slice(0, 12)}`;
    return { email: `${username}@codequest.example`, username, password: PASSWORD };
  };
  const register = async (change: object = {}) => {
    const { register: made } = await anonymous.request(RegisterDocument, { input: { ...someone(), ...change } });
    return { ...made, user: made.user! };
  };
  const login = async (email: string, password = PASSWORD) => {
    const { login: session } = await anonymous.request(LoginDocument, { input: { email, password } });
    return { ...session, user: session.user! };
  };

  describe("register", () => {
    it("makes a learner and signs them in", async () => {
      const input = { ...someone(), displayName: "  Ada \n Lovelace " };
      const refused = await anonymous.errorOf(RegisterDocument, { input });
      expect(refused.extensions.fields).toMatchObject([{ field: "input.displayName" }]);

      const { register: made } = await anonymous.request(RegisterDocument, { input: { ...input, displayName: "  Ada   Lovelace " } });
      expect(made.user).toMatchObject({ email: input.email, username: input.username, displayName: "Ada Lovelace", role: "LEARNER" });
      expect(made.roleRequest).toBeNull();
      expect(Date.parse(made.expiresAt!)).toBeGreaterThan(Date.now());
      const { me } = await clientOf(api, made.accessToken).request(MeDocument);
      expect(me).toMatchObject({ id: made.user!.id, email: input.email });
    });

    it.each(["INSTRUCTOR", "BUSINESS_PARTNER", "ADMIN", "SYSTEM_ADMIN"] as const)(
      "makes whoever asks to be %s a learner whose request waits",
      async (role) => {
        const made = await register({ requestedRole: role });
        expect(made.user.role).toBe("LEARNER");
        expect(made.roleRequest).toMatchObject({ role, status: "PENDING" });
        expect(made.user.roleRequest).toMatchObject({ role, status: "PENDING" });
      },
    );

    it("takes an e-mail address once, whatever its case", async () => {
      const { user } = await register();
      const error = await anonymous.errorOf(RegisterDocument, { input: { ...someone(), email: user.email!.toUpperCase() } });
      expect(error).toMatchObject({ code: "CONFLICT", extensions: { fields: [{ field: "input.email" }] } });
    });

    it("takes a username once, whatever its case", async () => {
      const { user } = await register();
      const error = await anonymous.errorOf(RegisterDocument, { input: { ...someone(), username: user.username.toUpperCase() } });
      expect(error).toMatchObject({ code: "CONFLICT", extensions: { fields: [{ field: "input.username" }] } });
    });

    it.each([
      ["e-mail address", "input.email", (n: number) => ({ username: `r-${randomUUID().slice(0, 8)}-${n}` })],
      ["username", "input.username", (n: number) => ({ email: `${randomUUID()}-${n}@codequest.example` })],
    ])("gives the same %s to one of many who want it at the same moment", async (_what, field, differently) => {
      const wanted = someone();
      const answers = await Promise.allSettled(
        Array.from({ length: 6 }, (_, n) => anonymous.request(RegisterDocument, { input: { ...wanted, ...differently(n) } })),
      );
      expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const answer of answers) {
        if (answer.status === "fulfilled") continue;
        const { response } = answer.reason as { response: { errors: { extensions: object }[] } };
        expect(response.errors[0]!.extensions).toMatchObject({ code: "CONFLICT", fields: [{ field }] });
      }
    });

    it.each([
      ["ab\u200Dcd", "a joiner"],
      ["\u212Aelvin", "a Kelvin sign"],
      ["\u017Fesame", "a long s"],
      ["ada\uFF11", "a wide digit"],
      ["a\nda", "a line break"],
      ["ada lovelace", "a space"],
      ["a".repeat(4) + "\0", "a NUL"],
    ])("takes no username %j, with %s, which looks or sorts like another's", async (username) => {
      const error = await anonymous.errorOf(RegisterDocument, { input: { ...someone(), username } });
      expect(error).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "input.username" }] } });
    });

    it.each([
      ["no address", { email: "ada" }, "input.email"],
      ["an endless address", { email: `${"a".repeat(250)}@x.example` }, "input.email"],
      ["a short username", { username: "ab" }, "input.username"],
      ["a long username", { username: "a".repeat(31) }, "input.username"],
      ["a Cyrillic a in the username", { username: "p\u0430yment" }, "input.username"],
      ["a short password", { password: "Abc1234" }, "input.password"],
      ["a password without upper case", { password: "sesame-open-1" }, "input.password"],
      ["a password without lower case", { password: "SESAME-OPEN-1" }, "input.password"],
      ["a password without digit", { password: "Sesame-Open-!" }, "input.password"],
      ["a password of 73 bytes", { password: `Aa1${"x".repeat(70)}` }, "input.password"],
      ["a password of 25 characters in 75 bytes", { password: `Aa1${"\u{1F511}".repeat(18)}` }, "input.password"],
      ["an empty display name", { displayName: " \u200D " }, "input.displayName"],
      ["a display name that turns the text around", { displayName: "Ada\u202Etxt" }, "input.displayName"],
      ["a long display name", { displayName: "a".repeat(61) }, "input.displayName"],
      ["a common password", { password: "P@ssw0rd123" }, "input.password"],
      ["a password made of the username", { username: "adalovelace", password: "AdaLovelace1" }, "input.password"],
      ["a reserved username", { username: "Admin" }, "input.username"],
      ["a line break in the address", { email: "ada@codequest.example\r\nBcc: eve@codequest.example" }, "input.email"],
      ["two addresses", { email: "ada@codequest.example,eve@codequest.example" }, "input.email"],
      ["a Cyrillic a in the address", { email: "\u0430da@codequest.example" }, "input.email"],
      ["a NUL in the address", { email: "ada\0@codequest.example" }, "input.email"],
      ["half a surrogate pair", { displayName: "Ada\uD83D" }, "input.displayName"],
      ["a very long username", { username: "a".repeat(100_000) }, "input.username"],
      ["a NUL character", { displayName: "Ada\0" }, "input.displayName"],
    ])("refuses %s and names the field", async (_what, change, field) => {
      const error = await anonymous.errorOf(RegisterDocument, { input: { ...someone(), ...change } });
      expect(error.code).toBe("BAD_USER_INPUT");
      expect(error.extensions.fields).toEqual(expect.arrayContaining([expect.objectContaining({ field })]));
    });
  });

  describe("login", () => {
    it("signs in with the address in any case", async () => {
      const { user } = await register();
      const session = await login(user.email!.toUpperCase());
      expect(session.user).toMatchObject({ id: user.id, email: user.email });
    });

    it("answers the same whether the account exists or not", async () => {
      const { user } = await register();
      const wrong = await anonymous.errorOf(LoginDocument, { input: { email: user.email!, password: "Wrong-Password-1" } });
      const unknown = await anonymous.errorOf(LoginDocument, { input: { email: someone().email, password: PASSWORD } });
      expect(wrong.code).toBe("UNAUTHENTICATED");
      expect(unknown).toEqual(wrong);
    });

    it("takes what is no address or no storable text as a wrong one, and anything long", async () => {
      for (const email of ["ada\r\nBcc: eve@codequest.example", "\u0430da@codequest.example", "a".repeat(50_000), "", "' or 1=1 --"]) {
        expect((await anonymous.errorOf(LoginDocument, { input: { email, password: PASSWORD } })).code).toMatch(
          /UNAUTHENTICATED|BAD_USER_INPUT/,
        );
      }
      for (const text of ["ada\0@codequest.example", "ada\uD83D@codequest.example"]) {
        const error = await anonymous.errorOf(LoginDocument, { input: { email: text, password: PASSWORD } });
        expect(error).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "input.email" }] } });
      }
    });

    it("takes the same time whether the account exists or not", async () => {
      const slow = await installation.startApi({ BCRYPT_COST: "9" });
      const registered = async () => (await clientOf(slow).request(RegisterDocument, { input: someone() })).register.user!.email!;
      const timeOf = async (email: string) => {
        const start = performance.now();
        await clientOf(slow).errorOf(LoginDocument, { input: { email, password: "Wrong-Password-1" } });
        return performance.now() - start;
      };
      // The shortest of each says what it takes when nothing else runs. On a busy machine that takes more tries.
      const shortest = { known: Infinity, unknown: Infinity };
      const ratio = () => shortest.unknown / shortest.known;
      let known = "";
      for (let tries = 0; tries < 40 && (tries < 5 || ratio() < 0.5 || ratio() > 2); tries++) {
        // Later ones would have to wait.
        if (tries % 5 === 0) known = await registered();
        shortest.known = Math.min(shortest.known, await timeOf(known));
        shortest.unknown = Math.min(shortest.unknown, await timeOf(someone().email));
      }
      expect(ratio()).toBeGreaterThan(0.5);
      expect(ratio()).toBeLessThan(2);
      await slow.stop();
    });

    it("takes all of a password of 72 bytes, and nothing longer", async () => {
      const password = `Aa1${"x".repeat(69)}`;
      const { user } = await register({ password });
      expect((await login(user.email!, password)).user.id).toBe(user.id);
      expect((await anonymous.errorOf(LoginDocument, { input: { email: user.email!, password: `${password}x` } })).code).toBe(
        "UNAUTHENTICATED",
      );
    });

    it("makes who guesses wait longer and longer, the right password too, and nobody else", async () => {
      const { user } = await register();
      const wrong = { input: { email: user.email!, password: "Wrong-Password-1" } };
      const attempts = await Promise.all(Array.from({ length: 5 }, () => anonymous.errorOf(LoginDocument, wrong)));
      expect(attempts.map(({ code }) => code)).toEqual(Array(5).fill("UNAUTHENTICATED"));
      const refused = await anonymous.errorOf(LoginDocument, { input: { email: user.email!, password: PASSWORD } });
      expect(refused.code).toBe("RATE_LIMITED");
      const first = refused.extensions.retryAfterMs as number;
      expect(first).toBeLessThanOrEqual(5000);
      await delay(first);
      expect((await anonymous.errorOf(LoginDocument, wrong)).code).toBe("UNAUTHENTICATED");
      const longer = (await anonymous.errorOf(LoginDocument, wrong)).extensions.retryAfterMs;
      expect(longer).toBeGreaterThan(5000);
      expect(longer).toBeLessThanOrEqual(10_000);
      const other = await register();
      expect((await login(other.user.email!)).user.id).toBe(other.user.id);
    });

    it("forgets wrong guesses once the right password was given", async () => {
      const { user } = await register();
      for (const round of [1, 2, 3]) {
        for (let i = 0; i < 4; i++)
          expect({
            round,
            ...(await anonymous.errorOf(LoginDocument, { input: { email: user.email!, password: "Wrong-1-Password" } })),
          }).toMatchObject({
            code: "UNAUTHENTICATED",
          });
        expect((await login(user.email!)).user.id).toBe(user.id);
      }
    });

    it("does not count sign-ins that succeed", async () => {
      const { user } = await register();
      for (let i = 0; i < 12; i++) expect((await login(user.email!)).user.id).toBe(user.id);
    });

    it("works while Redis is away", async () => {
      const own = await startServices({ only: ["redis"] });
      const lonely = await installation.startApi({ REDIS_URL: own.env.REDIS_URL }, { own: true });
      const { user } = await register();
      await own.stop();
      const { login: session } = await clientOf(lonely).request(LoginDocument, { input: { email: user.email!, password: PASSWORD } });
      expect(session.user!.id).toBe(user.id);
      lonely.kill("SIGKILL");
      await lonely.ended;
    });
  });

  describe("an access token", () => {
    it.each(["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIwMTkwMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDAifQ."])(
      "is nobody's when it is %p",
      async (token) => {
        expect(await whoHolds(clientOf(api, token))).toBeNull();
      },
    );

    it("is nobody's when it was signed elsewhere", async () => {
      const elsewhere = await installation.startApi({ TOKEN_SECRET: "another-secret-of-at-least-thirty-two-bytes" });
      const { register: made } = await clientOf(elsewhere).request(RegisterDocument, { input: someone() });
      expect(await whoHolds(clientOf(api, made.accessToken))).toBeNull();
      await elsewhere.stop();
    });
  });

  it("shows an e-mail address to its owner and to admins only", async () => {
    const { slug } = await createProblem(installation, api);
    const seenBy = async (client: Client) => (await client.request(ProblemDocument, { slug })).problem!.author!.email;
    expect(await seenBy(anonymous)).toBeNull();
    expect(await seenBy(await createInstructor(installation, api))).toBeNull();
    expect(await seenBy(await createInstructor(installation, api, "ADMIN"))).toMatch(/@codequest.example$/);
  });

  describe("a role request", () => {
    const CREATE = { input: { title: `T ${randomUUID()}`, statement: "S", difficulty: "EASY" as const } };

    it("gives the role to the very same session once an admin approves it", async () => {
      const [learner, admin] = [await createLearner(api), await createInstructor(installation, api, "ADMIN")];
      expect((await learner.errorOf(CreateProblemDocument, CREATE)).code).toBe("FORBIDDEN");
      const { requestRole } = await learner.request(RequestRoleDocument, { input: { role: "INSTRUCTOR", reason: " I teach. " } });
      expect(requestRole.roleRequest).toMatchObject({
        role: "INSTRUCTOR",
        reason: "I teach.",
        status: "PENDING",
        decidedBy: null,
        decidedAt: null,
      });

      const { id } = requestRole.roleRequest;
      const { roleRequests } = await admin.request(RoleRequestsDocument, { filter: { status: "PENDING" } });
      expect(roleRequests.edges.map(({ node }) => node.id)).toContain(id);
      const { decideRoleRequest } = await admin.request(DecideRoleRequestDocument, { input: { id, approve: true, comment: "Welcome" } });
      expect(decideRoleRequest.roleRequest).toMatchObject({
        status: "APPROVED",
        comment: "Welcome",
        decidedBy: { id: admin.userId },
        user: { role: "INSTRUCTOR" },
      });

      expect((await learner.request(CreateProblemDocument, CREATE)).createProblem.problem.status).toBe("DRAFT");
      expect((await learner.request(MeDocument)).me).toMatchObject({
        role: "INSTRUCTOR",
        roleRequest: { status: "APPROVED", comment: "Welcome" },
      });
    });

    it("leaves the role as it is when it is rejected, and may then be made again", async () => {
      const [learner, admin] = [await createLearner(api), await createInstructor(installation, api, "ADMIN")];
      const ask = { input: { role: "INSTRUCTOR" as const } };
      const { requestRole } = await learner.request(RequestRoleDocument, ask);
      expect((await learner.errorOf(RequestRoleDocument, ask)).code).toBe("CONFLICT");
      await admin.request(DecideRoleRequestDocument, { input: { id: requestRole.roleRequest.id, approve: false } });
      expect((await learner.request(MeDocument)).me!.role).toBe("LEARNER");
      expect((await learner.request(RequestRoleDocument, ask)).requestRole.roleRequest.status).toBe("PENDING");
    });

    it("is decided once, by whoever comes first", async () => {
      const [learner, admin] = [await createLearner(api), await createInstructor(installation, api, "ADMIN")];
      const { requestRole } = await learner.request(RequestRoleDocument, { input: { role: "INSTRUCTOR" } });
      const decide = (approve: boolean) => admin.request(DecideRoleRequestDocument, { input: { id: requestRole.roleRequest.id, approve } });
      const outcomes = await Promise.allSettled([decide(true), decide(true), decide(false)]);
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const again = await admin.errorOf(DecideRoleRequestDocument, { input: { id: requestRole.roleRequest.id, approve: false } });
      expect(again.code).toBe("CONFLICT");
    });

    it("to be a system admin is not for an ordinary admin to approve", async () => {
      const [learner, admin, system] = [
        await createLearner(api),
        await createInstructor(installation, api, "ADMIN"),
        await createInstructor(installation, api, "SYSTEM_ADMIN"),
      ];
      const { requestRole } = await learner.request(RequestRoleDocument, { input: { role: "SYSTEM_ADMIN" } });
      const decision = { input: { id: requestRole.roleRequest.id, approve: true } };
      expect((await admin.errorOf(DecideRoleRequestDocument, decision)).code).toBe("FORBIDDEN");
      expect((await system.request(DecideRoleRequestDocument, decision)).decideRoleRequest.roleRequest.user!.role).toBe("SYSTEM_ADMIN");
    });

    it("is refused for what the account is already", async () => {
      const instructor = await createInstructor(installation, api);
      expect((await instructor.errorOf(RequestRoleDocument, { input: { role: "INSTRUCTOR" } })).code).toBe("CONFLICT");
      expect((await instructor.errorOf(RequestRoleDocument, { input: { role: "LEARNER" } })).code).toBe("BAD_USER_INPUT");
    });

    it("is nobody's business but the account's and the admins'", async () => {
      const admin = await createInstructor(installation, api, "ADMIN");
      expect((await anonymous.errorOf(RoleRequestsDocument)).code).toBe("UNAUTHENTICATED");
      expect((await (await createInstructor(installation, api)).errorOf(RoleRequestsDocument)).code).toBe("FORBIDDEN");
      const unknown = await admin.errorOf(DecideRoleRequestDocument, { input: { id: randomUUID(), approve: true } });
      expect(unknown.code).toBe("NOT_FOUND");
    });

    it("lists in pages", async () => {
      const admin = await createInstructor(installation, api, "ADMIN");
      const { roleRequests: all } = await admin.request(RoleRequestsDocument, { first: 100 });
      expect(all.totalCount).toBe(all.edges.length);
      const { roleRequests: two } = await admin.request(RoleRequestsDocument, { first: 2 });
      const { roleRequests: rest } = await admin.request(RoleRequestsDocument, { first: 100, after: two.pageInfo.endCursor });
      expect([...two.edges, ...rest.edges].map(({ node }) => node.id)).toEqual(all.edges.map(({ node }) => node.id));
    });
  });

  it("lets an operator make the first admin", async () => {
    const learner = await createLearner(api);
    await learner.request(RequestRoleDocument, { input: { role: "ADMIN" } });
    const email = `${learner.username}@codequest.example`;
    expect(await runProgram("grant-role", [email, "admin"], installation.env)).toContain("is now ADMIN");
    expect((await learner.request(MeDocument)).me).toMatchObject({ role: "ADMIN", roleRequest: { status: "APPROVED" } });
    await expect(installation.run("grant-role", "nobody@codequest.example", "admin")).rejects.toThrow("There is no account");
    await expect(installation.run("grant-role", email, "king")).rejects.toThrow("Usage: npm run grant-role");
  });
});
