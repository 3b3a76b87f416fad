import { randomUUID } from "node:crypto";
import { clientOf, type Client } from "../support/client.js";
import { DecideRoleRequestDocument, RegisterDocument, RequestRoleDocument } from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { mailsTo, waitForMails, type CaughtMail } from "../support/mail.js";
import { createInstructor, eventually } from "../support/scenario.js";
import { startServices } from "../support/services.js";
import { settled } from "../support/settled.js";

/** Mail needs no judge, and a worker without one starts at once. */
const WITHOUT_JUDGE = { env: { JUDGE_LAUNCHER_SOCKET: "/nonexistent" }, until: "worker started" };
/** Time for one mail too many. */

describe("mail", () => {
  let own: Awaited<ReturnType<typeof startServices<"mail">>>;
  let installation: Installation;
  let api: Api;
  let worker: Program;
  let earlierLogs: string;
  let admin: Client;

  beforeAll(async () => {
    own = await startServices({ only: ["mail"] });
    installation = await createInstallation({ SMTP_URL: own.mail.url });
    api = await installation.startApi();
    worker = await installation.startWorker({ ...WITHOUT_JUDGE, own: true });
    admin = await createInstructor(installation, api, "ADMIN");
  });

  afterAll(async () => {
    await installation?.stop();
    await own?.stop();
  });

  const register = async (change: object = {}) => {
    const username = `u-${randomUUID().slice(0, 12)}`;
    const email = `${username}@codequest.example`;
    const input = { email, username, password: "Sesame-Open-1", ...change };
    const { register: made } = await clientOf(api).request(RegisterDocument, { input });
    return { email, username, id: made.user!.id, client: clientOf(api, made.accessToken) };
  };
  const decide = async (person: { client: Client }, approve: boolean, comment = "") => {
    const { requestRole } = await person.client.request(RequestRoleDocument, { input: { role: "INSTRUCTOR" } });
    const { id } = requestRole.roleRequest;
    await admin.request(DecideRoleRequestDocument, { input: { id, approve, comment } });
  };
  const arrived = (address: string, count: number) => waitForMails(address, count, own.mail.directory);
  const titled = (mails: CaughtMail[], subject: string) => mails.filter((mail) => mail.subject === subject);

  it("welcomes whoever registers, once", async () => {
    const { email, username, id } = await register();
    const [mail] = await arrived(email, 1);
    expect(mail).toMatchObject({
      subject: "Welcome to CodeQuest",
      from: { name: "CodeQuest", address: "no-reply@codequest.example" },
      recipients: [email],
      messageId: `<welcome.${keyOf(id)}@codequest.example>`,
    });
    expect(mail!.text).toContain(`Hello ${username},`);
    expect(mail!.html).toContain(`<strong>${username}</strong>`);
    await settled(installation);
    expect(await mailsTo(email, own.mail.directory)).toHaveLength(1);
  });

  it("sends nothing for an account that was not made", async () => {
    const known = await register();
    const input = { email: `x-${known.email}`, username: known.username, password: "Sesame-Open-1" };
    expect((await clientOf(api).errorOf(RegisterDocument, { input })).code).toBe("CONFLICT");
    await arrived(known.email, 1);
    await settled(installation);
    expect(await mailsTo(input.email, own.mail.directory)).toEqual([]);
  });

  it.each([
    [true, "Your role request has been approved"],
    [false, "Your role request has been rejected"],
  ])("tells how a role request was decided (approved: %p)", async (approve, subject) => {
    const person = await register();
    await decide(person, approve, "Thank you.\nThe <team>");
    const [mail, ...more] = titled(await arrived(person.email, 2), subject);
    expect(more).toEqual([]);
    expect(mail!.messageId).toMatch(/^<notification\.[0-9a-f-]{36}@codequest\.example>$/);
    expect(mail!.text).toContain("> Thank you.\n> The <team>");
    expect(mail!.html).toContain("The &lt;team&gt;");
  });

  it("tells it as well when the operator decides", async () => {
    const person = await register({ requestedRole: "ADMIN" });
    await installation.run("grant-role", person.email, "admin");
    const mails = titled(await arrived(person.email, 2), "Your role request has been approved");
    expect(mails.map(({ text }) => text)).toEqual([expect.stringContaining('the role "admin"')]);
  });

  it("is the same mail when its event is delivered again", async () => {
    const { email, id } = await register();
    await arrived(email, 1);
    await installation.sql("insert into outbox (id, event, payload, created_at) values ($1, 'account.registered', $2, now())", [
      randomUUID(),
      { userId: id },
    ]);
    const mails = await arrived(email, 2);
    expect(new Set(mails.map(({ messageId }) => messageId))).toEqual(new Set([`<welcome.${keyOf(id)}@codequest.example>`]));
  });

  it("waits for a mail server that is down, over a restart of the worker too", async () => {
    await own.mail.stop();
    const people = await Promise.all([register(), register(), register()]);
    await eventually("a mail is tried", () => worker.logs().includes("mail not sent: ESOCKET"));
    worker.kill("SIGKILL");
    await worker.ended;
    earlierLogs = worker.logs();
    await own.mail.start();
    worker = await installation.startWorker(WITHOUT_JUDGE);
    for (const { email } of people) expect(await waitForMails(email, 1, own.mail.directory)).toHaveLength(1);
  });

  it("carries no header that somebody wrote into a name", async () => {
    const injected = 'Ada" <eve@codequest.example>\r\nBcc: eve@codequest.example\r\nX-Evil: yes\r\n\r\n<script>';
    const username = `u-${randomUUID().slice(0, 12)}`;
    const input = { email: `${username}@codequest.example`, username, password: "Sesame-Open-1", displayName: injected };
    expect((await clientOf(api).errorOf(RegisterDocument, { input })).code).toBe("BAD_USER_INPUT");

    // And were it in the database by some other way:
    const person = await register();
    await installation.sql("update users set display_name = $2 where id = $1", [person.id, injected]);
    await decide(person, true);
    const [mail] = titled(await arrived(person.email, 2), "Your role request has been approved");
    expect(mail!.recipients).toEqual([person.email]);
    expect(mail!.headerNames).not.toEqual(expect.arrayContaining(["bcc"]));
    expect(mail!.headerNames).not.toEqual(expect.arrayContaining(["x-evil"]));
    expect(mail!.html).toContain("&lt;script&gt;");
    expect(await mailsTo("eve@codequest.example", own.mail.directory)).toEqual([]);
  });

  it("leaves no address in any log", () => {
    const logs = [api.logs(), earlierLogs, worker.logs()].join("\n");
    expect(logs).toContain("mail sent");
    expect(logs).toContain("mail not sent");
    expect(logs).not.toContain("@codequest.example");
  });
});
