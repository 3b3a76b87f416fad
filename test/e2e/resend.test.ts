/** Mail through Resend's API, and addresses that get none any more. */
import { randomUUID } from "node:crypto";
import { clientOf, type Client } from "../support/client.js";
import { eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  ConfirmEmailChangeDocument,
  FailedMailsDocument,
  MailSuppressionsDocument,
  NodeDocument,
  RegisterDocument,
  RemoveMailSuppressionDocument,
  RequestEmailChangeDocument,
  RequestPasswordResetDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { startResendServer, type ResendServer } from "../support/resend.js";
import { createInstructor, createLearner } from "../support/scenario.js";

const PASSWORD = "Sesame-Open-1";

describe("mail through Resend", () => {
  let resend: ResendServer;
  let installation: Installation;
  let api: Api;
  let worker: Program;
  let admin: Client;

  beforeAll(async () => {
    resend = await startResendServer();
    installation = await createInstallation({
      RESEND_API_KEY: resend.apiKey,
      RESEND_API_URL: resend.url,
      RESEND_WEBHOOK_SECRET: resend.webhookSecret,
    });
    api = await installation.startApi();
    worker = await installation.startWorker(WITHOUT_JUDGE);
    admin = await createInstructor(installation, api, "ADMIN");
  });
  afterAll(async () => {
    await installation?.stop();
    await resend?.close();
  });

  const register = async (change: object = {}) => {
    const username = `u-${randomUUID().slice(0, 12)}`;
    const email = `${username}@codequest.example`;
    const input = { email, username, password: PASSWORD, ...change };
    const { register: made } = await clientOf(api).request(RegisterDocument, { input });
    return { email, username, client: clientOf(api, made.accessToken) };
  };
  const askForReset = (email: string) => clientOf(api).request(RequestPasswordResetDocument, { input: { email } });
  const bounce = (email: string, type = "Permanent") => ({
    type: "email.bounced",
    created_at: new Date().toISOString(),
    data: { email_id: randomUUID(), to: [email], subject: "S", bounce: { type, subType: "General", message: "No such mailbox." } },
  });
  const complaint = (email: string) => ({ type: "email.complained", data: { email_id: randomUUID(), to: [email] } });
  const entryOf = async (email: string) =>
    (await admin.request(MailSuppressionsDocument, { filter: { email } })).mailSuppressions.nodes[0] ?? null;
  const dropped = () => worker.logs().split("its address is suppressed").length - 1;

  it("arrives, in the language that the account was registered with", async () => {
    const english = await register();
    const german = await register({ locale: "de-AT" });
    const [welcome] = await resend.arrived(english.email, 1);
    expect(welcome).toMatchObject({ from: expect.stringContaining("<no-reply@codequest.example>"), subject: "Welcome to CodeQuest" });
    expect((await resend.arrived(german.email, 1))[0]!.subject).toBe("Willkommen bei CodeQuest");
    await askForReset(german.email);
    expect((await resend.arrived(german.email, 2))[1]!.subject).toBe("Neues Passwort setzen");
  });

  it("is tried again until Resend takes it, and arrives once", async () => {
    resend.answers.push({ status: 429, name: "rate_limit_exceeded" }, { status: 503, name: "application_error" });
    resend.loseNextAnswer();
    const { email } = await register();
    await resend.arrived(email, 1);
    const keys = await eventually(
      async () => resend.requests.filter(({ body }) => body.includes(email)).map(({ headers }) => headers["idempotency-key"]),
      ({ length }) => length >= 4,
    );
    expect(new Set(keys).size).toBe(1);
    expect(await resend.arrived(email, 1)).toHaveLength(1);
  });

  it("that is refused for its address goes to the failed mails at once", async () => {
    resend.answers.push({ status: 422, name: "validation_error", message: "Invalid `to` field." });
    await register();
    const { failedMails } = await eventually(
      () => admin.request(FailedMailsDocument, {}),
      ({ failedMails: { edges } }) => edges.length > 0,
    );
    expect(failedMails.edges.map(({ node }) => node)).toMatchObject([
      { kind: "welcome", attempts: 1, error: "mail not sent: ERESEND, validation_error, answer 422" },
    ]);
  });

  it.each([
    ["bounced", "BOUNCE", bounce],
    ["complained", "COMPLAINT", complaint],
  ] as const)("goes no more to an address that has %s, until an admin says so", async (_what, reason, event) => {
    const { email } = await register();
    await resend.arrived(email, 1);
    expect(await resend.post(api.url, event(email.toUpperCase()))).toBe(204);
    expect(await resend.post(api.url, event(email))).toBe(204);
    const entry = await entryOf(email);
    expect(entry).toMatchObject({ email, reason });

    const before = dropped();
    await askForReset(email);
    await eventually(
      () => Promise.resolve(dropped()),
      (count) => count === before + 1,
    );
    expect(await resend.arrived(email, 1)).toHaveLength(1);

    const { removeMailSuppression } = await admin.request(RemoveMailSuppressionDocument, { input: { id: entry!.id } });
    expect(removeMailSuppression.deletedId).toBe(entry!.id);
    expect(await entryOf(email)).toBeNull();
    await askForReset(email);
    expect(await resend.arrived(email, 2)).toHaveLength(2);
  });

  it("goes to a new address of an account whose old one has bounced", async () => {
    const { email, client } = await register();
    await resend.arrived(email, 1);
    await resend.post(api.url, bounce(email));
    const next = `new-${email}`;
    await client.request(RequestEmailChangeDocument, { input: { newEmail: next, password: PASSWORD } });
    const [link] = await resend.arrived(next, 1);
    const token = /#token=([\w.-]+)/.exec(link!.text)![1]!;
    await client.request(ConfirmEmailChangeDocument, { input: { token } });
    await askForReset(next);
    await eventually(
      async () => (await resend.arrived(next, 1)).map(({ subject }) => subject),
      (subjects) => subjects.includes("Set a new password"),
    );
    expect(await entryOf(email)).not.toBeNull();
  });

  it("goes on where a bounce may pass, and with events that say nothing against an address", async () => {
    const { email } = await register();
    const events = [
      bounce(email, "Transient"),
      { type: "email.delivered", data: { to: [email] } },
      { type: "email.complained" },
      { type: "email.complained", data: { to: [7, null] } },
      null,
      7,
    ];
    for (const event of events) expect(await resend.post(api.url, event)).toBe(204);
    expect(await entryOf(email)).toBeNull();
  });

  it("believes no webhook that Resend has not signed a moment ago", async () => {
    const { email } = await register();
    const event = bounce(email);
    expect(await resend.post(api.url, event, { secret: "another" })).toBe(401);
    expect(await resend.post(api.url, event, { timestamp: Math.floor(Date.now() / 1000) - 3600 })).toBe(401);
    expect(await resend.post(api.url, event, { body: `${JSON.stringify(event)} ` })).toBe(401);
    const bare = await fetch(new URL("/webhooks/resend", api.url), { method: "POST", body: JSON.stringify(event) });
    expect(bare.status).toBe(401);
    expect(await entryOf(email)).toBeNull();
  });

  it("has a list that is for admins", async () => {
    const { email } = await register();
    await resend.post(api.url, bounce(email));
    const { id } = (await entryOf(email))!;
    expect((await admin.request(NodeDocument, { id })).node).toMatchObject({ __typename: "MailSuppression" });
    const learner = await createLearner(api);
    for (const [client, code] of [[learner, "FORBIDDEN"] as const, [clientOf(api), "UNAUTHENTICATED"] as const]) {
      expect((await client.errorOf(MailSuppressionsDocument, {})).code).toBe(code);
      expect((await client.errorOf(RemoveMailSuppressionDocument, { input: { id } })).code).toBe(code);
    }
    expect((await admin.errorOf(RemoveMailSuppressionDocument, { input: { id: randomUUID() } })).code).toBe("NOT_FOUND");
    const entries = await installation.sql<{ text: string }>("select to_jsonb(e)::text as text from audit_entries e");
    expect(entries.filter(({ text }) => text.includes(email))).toEqual([]);
    expect(worker.logs()).not.toContain(email);
    expect(api.logs()).not.toContain(email);
  });
});
