import { clientOf, type Client } from "../support/client.js";
import {
  ConfirmEmailChangeDocument,
  CreateApiTokenDocument,
  LoginDocument,
  MeDocument,
  MySecurityDocument,
  RegisterDocument,
  RequestEmailChangeDocument,
  RequestPasswordResetDocument,
  RequestRoleDocument,
  ResetPasswordDocument,
  SendVerificationEmailDocument,
  SubmitCodeDocument,
  UndoEmailChangeDocument,
  VerifyEmailDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { mailsTo, waitForMails, type CaughtMail } from "../support/mail.js";
import { PASSWORD, registered, signedInAgain, someone, whoHolds } from "../support/people.js";
import { createProblem } from "../support/scenario.js";
import { sqlOf } from "../support/statements.js";

const WITHOUT_JUDGE = { env: { JUDGE_LAUNCHER_SOCKET: "/nonexistent" }, until: "worker started" };

describe("accounts", () => {
  let installation: Installation;
  let api: Api;
  let anonymous: Client;

  beforeAll(async () => {
    installation = await createInstallation();
    [api] = await Promise.all([installation.startApi(), installation.startWorker(WITHOUT_JUDGE)]);
    anonymous = clientOf(api);
  });

  afterAll(() => installation?.stop());

  const titled = (subject: string) => (mail: CaughtMail) => mail.subject === subject;
  /** Waits for the mail, and takes the token out of its link. */
  async function tokenFrom(address: string, subject: string, nth = 1): Promise<string> {
    for (let count = 1; ; count++) {
      const mails = (await waitForMails(address, count)).filter(titled(subject));
      if (mails.length >= nth) return /#token=([\w-]+)/.exec(mails[nth - 1]!.text!)![1]!;
    }
  }
  const securityOf = async (client: Client) => (await client.request(MySecurityDocument)).me!;
  const fieldOf = async (asked: Promise<{ code: string; extensions: Record<string, unknown> }>) => {
    const { code, extensions } = await asked;
    return [code, (extensions.fields as { field: string }[] | undefined)?.[0]?.field];
  };
  const REFUSED = ["BAD_USER_INPUT", "input.token"];

  describe("an e-mail address", () => {
    it("is confirmed by the link in the welcome mail, once", async () => {
      const person = await registered(api);
      expect((await securityOf(person.client)).emailVerifiedAt).toBeNull();
      const token = await tokenFrom(person.email, "Welcome to CodeQuest");
      expect((await anonymous.request(VerifyEmailDocument, { input: { token } })).verifyEmail.verified).toBe(true);
      expect((await securityOf(person.client)).emailVerifiedAt).not.toBeNull();
      expect(await fieldOf(anonymous.errorOf(VerifyEmailDocument, { input: { token } }))).toEqual(REFUSED);
    });

    it("gets another link when asked for, and none when there is no account or it is confirmed", async () => {
      const person = await registered(api);
      const nobody = someone();
      const known = await anonymous.request(SendVerificationEmailDocument, { input: { email: person.email.toUpperCase() } });
      const unknown = await anonymous.request(SendVerificationEmailDocument, { input: { email: nobody.email } });
      expect(Object.keys(unknown.sendVerificationEmail)).toEqual(Object.keys(known.sendVerificationEmail));
      const token = await tokenFrom(person.email, "Confirm your e-mail address");
      await anonymous.request(VerifyEmailDocument, { input: { token } });
      await anonymous.request(SendVerificationEmailDocument, { input: { email: person.email } });
      // Mails go out in order, so once this one is there the others would be.
      const last = await registered(api);
      await waitForMails(last.email, 1);
      expect((await mailsTo(person.email)).filter(titled("Confirm your e-mail address"))).toHaveLength(1);
      expect(await mailsTo(nobody.email)).toEqual([]);
    });

    it("is not confirmed by a link that is too old, for something else, or made up", async () => {
      const person = await registered(api);
      const token = await tokenFrom(person.email, "Welcome to CodeQuest");
      const forged = ["", "x", token.slice(0, -1), `${token.slice(0, 32)}${"A".repeat(43)}`, `${"0".repeat(32)}${token.slice(32)}`];
      for (const one of forged) expect(await fieldOf(anonymous.errorOf(VerifyEmailDocument, { input: { token: one } }))).toEqual(REFUSED);
      expect(await fieldOf(anonymous.errorOf(ResetPasswordDocument, { input: { token, newPassword: "Another-Word-2" } }))).toEqual(REFUSED);
      await installation.sql("update mailed_links set expires_at = now() where email = $1", [person.email]);
      expect(await fieldOf(anonymous.errorOf(VerifyEmailDocument, { input: { token } }))).toEqual(REFUSED);
      expect(await fieldOf(anonymous.errorOf(VerifyEmailDocument, { input: { token: "a\0b" } }))).toEqual(REFUSED);
    });

    it("that is not confirmed keeps from making API tokens", async () => {
      const person = await registered(api);
      const input = { name: "ci", scopes: ["account:read"], expiresInDays: 1, password: PASSWORD };
      expect((await person.client.errorOf(CreateApiTokenDocument, { input })).code).toBe("EMAIL_NOT_VERIFIED");
    });

    it("must be confirmed before submitting, where the installation asks for it, and counts at once", async () => {
      const strict = await installation.startApi({ REQUIRE_VERIFIED_EMAIL: "true" });
      const problem = await createProblem(installation, api);
      const person = await registered(strict);
      const submit = { input: { problemId: problem.id, language: "python", source: "print(1)" } };
      expect((await person.client.request(MeDocument)).me!.email).toBe(person.email);
      expect((await person.client.errorOf(SubmitCodeDocument, submit)).code).toBe("EMAIL_NOT_VERIFIED");
      expect((await person.client.errorOf(RequestRoleDocument, { input: { role: "INSTRUCTOR" } })).code).toBe("EMAIL_NOT_VERIFIED");
      const { email, username } = someone();
      const inOne = `mutation { register(input: { email: "${email}", username: "${username}", password: "${PASSWORD}" }) { accessToken }
        submitCode(input: { problemId: "${problem.id}", language: "python", source: "print(1)" }) { submission { id } } }`;
      const response = await fetch(strict.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: inOne }),
      });
      expect(await response.json()).toMatchObject({ errors: [{ path: ["submitCode"], extensions: { code: "EMAIL_NOT_VERIFIED" } }] });
      const token = await tokenFrom(person.email, "Welcome to CodeQuest");
      await anonymous.request(VerifyEmailDocument, { input: { token } });
      expect((await person.client.request(SubmitCodeDocument, submit)).submitCode.submission.id).toBeTruthy();
      await strict.stop();
    });
  });

  describe("a forgotten password", () => {
    it("is set anew by a link, which ends every session and confirms the address", async () => {
      const person = await registered(api);
      const other = await signedInAgain(api, person);
      await anonymous.request(RequestPasswordResetDocument, { input: { email: person.email } });
      await anonymous.request(RequestPasswordResetDocument, { input: { email: person.email } });
      const [token, second] = [await tokenFrom(person.email, "Set a new password"), await tokenFrom(person.email, "Set a new password", 2)];
      expect(await fieldOf(anonymous.errorOf(ResetPasswordDocument, { input: { token, newPassword: "weak" } }))).toEqual([
        "BAD_USER_INPUT",
        "input.newPassword",
      ]);
      await anonymous.request(ResetPasswordDocument, { input: { token, newPassword: "Another-Word-2" } });
      for (const { client } of [person, other]) expect(await whoHolds(client)).toBeNull();
      expect((await anonymous.errorOf(LoginDocument, { input: { email: person.email, password: PASSWORD } })).code).toBe("UNAUTHENTICATED");
      const { client } = await signedInAgain(api, person, "Another-Word-2");
      expect((await securityOf(client)).emailVerifiedAt).not.toBeNull();
      for (const used of [token, second]) {
        expect(await fieldOf(anonymous.errorOf(ResetPasswordDocument, { input: { token: used, newPassword: "Yet-Another-3" } }))).toEqual(
          REFUSED,
        );
      }
      expect((await waitForMails(person.email, 4)).map(({ subject }) => subject)).toContain("Your password has been reset");
    });

    it("is answered alike, by the same statements, whether there is an account or not", async () => {
      const quiet = await installation.startApi({ LOG_LEVEL: "debug" });
      const person = await registered(quiet);
      const nobody = someone();
      const statementsFor = (email: string) =>
        sqlOf(quiet, async () => {
          const { requestPasswordReset } = await clientOf(quiet).request(RequestPasswordResetDocument, { input: { email } });
          expect(Date.parse(requestPasswordReset.linkExpiresAt)).toBeGreaterThan(Date.now());
        });
      const [known, unknown] = [await statementsFor(person.email), await statementsFor(nobody.email)];
      expect(known).not.toEqual([]);
      expect(unknown).toEqual(known);
      expect(await installation.sql("select 1 from mailed_links where email = $1", [nobody.email])).toHaveLength(1);
      await quiet.stop();
    });

    it("can't be asked for endlessly", async () => {
      const { email } = someone();
      const codes: string[] = [];
      for (let i = 0; i < 4; i++) {
        codes.push(
          await anonymous.request(RequestPasswordResetDocument, { input: { email } }).then(
            () => "ok",
            () => "refused",
          ),
        );
      }
      expect(codes).toEqual(["ok", "ok", "ok", "refused"]);
      const refused = await anonymous.errorOf(RequestPasswordResetDocument, { input: { email } });
      expect(refused).toMatchObject({ code: "RATE_LIMITED", extensions: { retryAfterMs: expect.any(Number) } });
    });
  });

  describe("another e-mail address", () => {
    const change = async (client: Client, newEmail: string) =>
      client.request(RequestEmailChangeDocument, { input: { newEmail, password: PASSWORD } });

    it("holds once its own mailbox confirms it; the old one is told, and can undo it", async () => {
      const person = await registered(api);
      const { email: newEmail } = someone();
      await change(person.client, newEmail);
      expect((await securityOf(person.client)).email).toBe(person.email);
      const token = await tokenFrom(newEmail, "Confirm your new e-mail address");
      await waitForMails(person.email, 2);
      expect((await mailsTo(person.email)).some(titled("Your e-mail address is to be changed"))).toBe(true);
      await anonymous.request(ConfirmEmailChangeDocument, { input: { token } });
      expect(await securityOf(person.client)).toMatchObject({ email: newEmail });
      expect((await anonymous.errorOf(LoginDocument, { input: { email: person.email, password: PASSWORD } })).code).toBe("UNAUTHENTICATED");
      expect(await fieldOf(anonymous.errorOf(ConfirmEmailChangeDocument, { input: { token } }))).toEqual(REFUSED);

      const undo = await tokenFrom(person.email, "Your e-mail address has been changed");
      await anonymous.request(UndoEmailChangeDocument, { input: { token: undo } });
      expect(await whoHolds(person.client)).toBeNull();
      const reset = await tokenFrom(person.email, "Set a new password");
      await anonymous.request(ResetPasswordDocument, { input: { token: reset, newPassword: "Another-Word-2" } });
      expect((await securityOf((await signedInAgain(api, person, "Another-Word-2")).client)).email).toBe(person.email);
    });

    it("does not tell whether it is taken, until a mailbox has proven itself", async () => {
      const [person, holder] = [await registered(api), await registered(api)];
      await change(person.client, holder.email);
      const { email } = someone();
      await change(person.client, email);
      const token = await tokenFrom(email, "Confirm your new e-mail address");
      await registered(api, { email });
      expect((await anonymous.errorOf(ConfirmEmailChangeDocument, { input: { token } })).code).toBe("CONFLICT");
      expect((await mailsTo(holder.email)).filter(titled("Confirm your new e-mail address"))).toEqual([]);
    });

    it("is refused without the password, when malformed, and when it is the same", async () => {
      const person = await registered(api);
      const asked = (input: object) => fieldOf(person.client.errorOf(RequestEmailChangeDocument, { input: input as never }));
      expect(await asked({ newEmail: someone().email })).toEqual(["BAD_USER_INPUT", "input.password"]);
      expect(await asked({ newEmail: "x@y.example\r\nBcc: e@e.example", password: PASSWORD })).toEqual([
        "BAD_USER_INPUT",
        "input.newEmail",
      ]);
      expect(await asked({ newEmail: person.email, password: PASSWORD })).toEqual(["BAD_USER_INPUT", "input.newEmail"]);
    });
  });

  describe("strict registration", () => {
    let strict: Api;
    beforeAll(async () => {
      strict = await installation.startApi({ REGISTRATION_STRICT: "true" });
    });

    it("answers a free and a taken address alike; the mail tells", async () => {
      const first = someone();
      const made = await clientOf(strict).request(RegisterDocument, { input: first });
      const again = await clientOf(strict).request(RegisterDocument, { input: { ...someone(), email: first.email } });
      expect(again).toEqual(made);
      expect(made.register).toMatchObject({ accessToken: null, refreshToken: null, user: null, roleRequest: null });
      const mails = await waitForMails(first.email, 2);
      expect(mails.map(({ subject }) => subject).sort()).toEqual(["Welcome to CodeQuest", "You already have an account"]);
      expect((await signedInAgain(strict, first as never)).accessToken).toBeTruthy();
    });

    it("answers a taken username alike, and gives another", async () => {
      const person = await registered(api);
      const input = { ...someone(), username: person.username };
      const { register } = await clientOf(strict).request(RegisterDocument, { input });
      expect(register.user).toBeNull();
      const { client } = await signedInAgain(strict, input as never);
      expect((await client.request(MeDocument)).me!.username).toMatch(new RegExp(`^${person.username}-\\d+$`));
    });

    it("answers many who want the same at the same moment, and makes one account", async () => {
      const input = someone();
      const answers = await Promise.all(Array.from({ length: 4 }, () => clientOf(strict).request(RegisterDocument, { input })));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await installation.sql("select 1 from users where email = $1", [input.email])).toHaveLength(1);
    });
  });

  it("keep the audit log from being changed, whoever asks", async () => {
    const person = await registered(api);
    const entries = await installation.sql<{ action: string; address: string }>(
      "select action, address from audit_entries where actor_id = $1 order by action",
      [person.id],
    );
    expect(entries).toEqual([
      { action: "account.registered", address: "127.0.0.1" },
      { action: "session.started", address: "127.0.0.1" },
    ]);
    await expect(installation.sql("update audit_entries set action = 'x.y'")).rejects.toThrow("append-only");
    await expect(installation.sql("delete from audit_entries")).rejects.toThrow("append-only");
    await expect(installation.sql("truncate audit_entries")).rejects.toThrow("append-only");
  });

  it("leave no address, token or password in any log", () => {
    const logs = api.logs();
    expect(logs).not.toContain("@codequest.example");
    expect(logs).not.toMatch(/cq[rp]_|eyJ|\$2[aby]\$|Sesame/);
  });
});
