import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { Redis } from "ioredis";
import { newId } from "../../src/kernel/ids.js";
import { clientOf, type Client } from "../support/client.js";
import { announce, announceSecurity, eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  FailedMailsDocument,
  PauseQueueDocument,
  QueuesDocument,
  ResumeQueueDocument,
  NotificationSettingsDocument,
  RetryFailedMailsDocument,
  SetNotificationDigestDocument,
  SetNotificationPreferencesDocument,
  MarkNotificationsReadDocument,
  NotificationsDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { mailsTo, waitForMails, type CaughtMail } from "../support/mail.js";
import { createInstructor, createLearner, createProblem } from "../support/scenario.js";
import { startServices } from "../support/services.js";
import { settled } from "../support/settled.js";

/** Time for one mail too many. */

describe("mails about notifications", () => {
  let own: Awaited<ReturnType<typeof startServices<"mail">>>;
  let line: Awaited<ReturnType<typeof mailLine>>;
  let installation: Installation;
  let api: Api;
  let workers: Program[];
  let redis: Redis;

  const killable = { ...WITHOUT_JUDGE, own: true };
  const startWorkers = async () => {
    workers = [await installation.startWorker(killable), await installation.startWorker(killable)];
  };
  beforeAll(async () => {
    own = await startServices({ only: ["mail"] });
    line = await mailLine(own.mail.url);
    installation = await createInstallation({ SMTP_URL: line.url, MAIL_ATTEMPTS: "1", DIGEST_TICK_MS: "1000" });
    redis = new Redis(installation.env.REDIS_URL!);
    api = await installation.startApi();
    await startWorkers();
  });
  afterAll(async () => {
    await installation?.stop();
    redis?.disconnect();
    await line?.close();
    await own?.stop();
  });

  const emailOf = ({ username }: { username: string }) => `${username}@codequest.example`;
  /** Those beside the welcome. */
  const mailsOf = async (person: { username: string }) =>
    (await mailsTo(emailOf(person), own.mail.directory)).filter(({ subject }) => subject !== "Welcome to CodeQuest");
  const arrived = async (person: { username: string }, count: number) => {
    await waitForMails(emailOf(person), count + 1, own.mail.directory);
    return mailsOf(person);
  };
  const welcomed = async () => {
    const person = await createLearner(api);
    await waitForMails(emailOf(person), 1, own.mail.directory);
    return person;
  };
  const headerOf = (mail: CaughtMail, name: string) => mail.headers.find(({ key }) => key === name)?.value;
  const linkOf = (mail: CaughtMail) => {
    const url = new URL(/^<(.+)>$/.exec(headerOf(mail, "list-unsubscribe") ?? "")![1]!);
    return new URL(`${url.pathname}${url.search}`, api.url).href;
  };
  const channelOf = async (person: Client, kind: string) => {
    const { notificationSettings } = await person.request(NotificationSettingsDocument);
    return notificationSettings.kinds.find((one) => one.kind === kind)!.channels.find(({ channel }) => String(channel) === "EMAIL")!
      .enabled;
  };
  const decided = async (userId: string, comment = "") => {
    const requestId = newId();
    await installation.sql(
      "insert into role_requests (id, user_id, role, reason, status, comment) values ($1, $2, 'INSTRUCTOR', '', 'REJECTED', $3)",
      [requestId, userId, comment],
    );
    await announce(installation, "role-request.decided", { requestId, userId, role: "INSTRUCTOR", approved: false });
  };

  it("carry a link that one click ends them by, without signing in, and that opening does not use up", async () => {
    const person = await welcomed();
    await decided(person.userId);
    const [mail] = await arrived(person, 1);
    expect(headerOf(mail!, "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    const link = linkOf(mail!);

    const shown = await fetch(link);
    expect(shown.status).toBe(200);
    expect(shown.headers.get("cache-control")).toBe("no-store");
    expect(shown.headers.get("content-security-policy")).toContain("form-action 'self'");
    const page = await shown.text();
    expect(page).toContain('<form method="post">');
    expect(page).not.toContain(person.username);
    expect(await channelOf(person, "role-decision")).toBe(true);

    const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
    expect((await fetch(link, { method: "POST", body })).status).toBe(200);
    expect(await channelOf(person, "role-decision")).toBe(false);
    const form = new FormData();
    form.set("List-Unsubscribe", "One-Click");
    expect((await fetch(link, { method: "POST", body: form })).status).toBe(200);

    await decided(person.userId);
    await settled(installation);
    expect(await mailsOf(person)).toHaveLength(1);
    const { unreadNotificationCount } = await person.request(NotificationsDocument);
    expect(unreadNotificationCount).toBe(2);

    for (const forged of [link.slice(0, -3), link.replace("role-decision", "security"), link.replace(/token=.*/, ""), `${link}&token=x`]) {
      for (const method of ["GET", "POST"]) expect((await fetch(forged, { method })).status).toBe(404);
    }
    expect((await fetch(link, { method: "POST", body: "x".repeat(10_000) })).status).toBe(413);
  });

  it("about security come always, without such a link", async () => {
    const person = await welcomed();
    const changes = [{ kind: "security", channel: "IN_APP" as never, enabled: false }];
    await person.request(SetNotificationPreferencesDocument, { input: { changes } });
    await announceSecurity(installation, person.userId, "TWO_FACTOR_DISABLED");
    const [mail] = await arrived(person, 1);
    expect(mail).toMatchObject({ subject: "Two-factor is off", recipients: [emailOf(person)] });
    expect(mail!.text).toContain("If it was not you");
    expect(mail!.headerNames).not.toContain("list-unsubscribe");
  });

  it("are in the language of the account", async () => {
    const person = await welcomed();
    await installation.sql("update users set locale = 'de' where id = $1", [person.userId]);
    await decided(person.userId, "Bitte <später> noch einmal.");
    const [mail] = await arrived(person, 1);
    expect(mail!.subject).toBe("Deine Rollenanfrage wurde abgelehnt");
    expect(mail!.text).toMatch(/^Hallo /);
    expect(mail!.html).toContain('<html lang="de">');
    expect(mail!.html).toContain("Bitte &lt;später&gt; noch einmal.");
    const page = await (await fetch(linkOf(mail!))).text();
    expect(page).toContain("Abbestellen");
  });

  it("carry no header that somebody wrote into a title", async () => {
    const person = await welcomed();
    const problem = await createProblem(installation, api);
    await installation.sql("update problems set title = $2 where id = $1", [
      problem.id,
      "Sum\r\nBcc: eve@codequest.example\r\n\r\n<script>",
    ]);
    const changes = [{ kind: "verdict", channel: "EMAIL" as never, enabled: true }];
    await person.request(SetNotificationPreferencesDocument, { input: { changes } });
    const about = { judgementId: newId(), submissionId: newId(), userId: person.userId, problemId: problem.id };
    await announce(installation, "judgement.finished", { ...about, verdict: "ACCEPTED" });
    const [mail] = await arrived(person, 1);
    expect(mail!.subject).toBe("Sum Bcc: eve@codequest.example <script>: accepted");
    expect(mail!.recipients).toEqual([emailOf(person)]);
    expect(mail!.headerNames).not.toContain("bcc");
    expect(mail!.html).toContain("&lt;script&gt;");
    expect(mail!.text).toMatch(/Show it: http:\/\/127\.0\.0\.1:3000\/notifications\/[0-9a-f-]{36}/);
  });

  describe("in a digest", () => {
    /** As if the period had begun a day before and ended now. */
    const endPeriod = (userId: string) =>
      installation.sql("update digest_schedules set period = period - 1, covered_until = now() - interval '1 day' where user_id = $1", [
        userId,
      ]);
    const told = (person: Client, count: number) =>
      eventually(
        () => person.request(NotificationsDocument),
        // The total is counted after the page was read.
        ({ notifications }) => notifications.edges.length === count,
      );
    const wanting = async (frequency: string) => {
      const person = await welcomed();
      // Without a mail of their own.
      const changes = [{ kind: "role-decision", channel: "EMAIL" as never, enabled: false }];
      await person.request(SetNotificationPreferencesDocument, { input: { changes } });
      await person.request(SetNotificationDigestDocument, { input: { frequency: frequency as never } });
      return person;
    };

    it("are one for each period, with what is unread, whatever becomes of the workers", async () => {
      const person = await wanting("DAILY");
      for (const comment of ["First word", "Second word", "Third word"]) await decided(person.userId, comment);
      const { notifications } = await told(person, 3);
      const read = notifications.edges.find(({ node }) => node.body === "Second word")!.node.id;
      await person.request(MarkNotificationsReadDocument, { input: { ids: [read] } });
      await endPeriod(person.userId);
      const [digest] = await arrived(person, 1);
      expect(digest!.subject).toBe("2 unread notifications");
      expect(digest!.text).toContain("First word");
      expect(digest!.text).toContain("Third word");
      expect(digest!.text).not.toContain("Second word");
      expect(digest!.messageId).toMatch(new RegExp(`^<digest\\.${keyOf(person.userId)}\\.\\d{4}-\\d\\d-\\d\\d@`));

      workers.forEach((worker) => worker.kill("SIGKILL"));
      await Promise.all(workers.map((worker) => worker.ended));
      await decided(person.userId, "Fourth word");
      await startWorkers();
      await told(person, 4);
      await settled(installation);
      expect(await mailsOf(person)).toHaveLength(1);
      await endPeriod(person.userId);
      const [, next] = await arrived(person, 2);
      expect(next!.subject).toContain("unread notification");
      expect(next!.text).toContain("Fourth word");
      await settled(installation);
      expect(await mailsOf(person)).toHaveLength(2);

      await fetch(linkOf(next!), { method: "POST" });
      const { notificationSettings } = await person.request(NotificationSettingsDocument);
      expect(notificationSettings.digest).toBe("OFF");
    });

    it("are none where nothing is unread, and leave out what had its own mail", async () => {
      const [idle, mailed] = [await wanting("WEEKLY"), await wanting("DAILY")];
      await announceSecurity(installation, mailed.userId);
      await arrived(mailed, 1);
      await installation.sql("update digest_schedules set period = period - 7, covered_until = now() - interval '7 days'");
      await eventually(
        () => installation.sql("select from digest_schedules where covered_until < now() - interval '1 day'"),
        (left) => left.length === 0,
      );
      await settled(installation);
      expect(await mailsOf(idle)).toEqual([]);
      expect(await mailsOf(mailed)).toHaveLength(1);
    });
  });

  it("go again when an admin retries them while the job that failed still runs", async () => {
    const person = await welcomed();
    const admin = await createInstructor(installation, api, "ADMIN");
    const queue = async () => (await admin.request(QueuesDocument)).queues.find(({ name }) => name === "mail")!;
    const prefix = installation.env.REDIS_PREFIX!;
    line.silence();
    await announceSecurity(installation, person.userId);
    // Its job runs as soon as it is locked. The admin's welcome may hang beside it.
    const ids = await eventually(
      async () => (await redis.keys(`${prefix}:mail:notification.*:lock`)).map((key) => key.split(":").at(-2)!),
      (running) => running.length === 1,
    );
    await admin.request(PauseQueueDocument, { input: { name: "mail" } });
    const { kind, event } = JSON.parse((await redis.hget(`${prefix}:mail:${ids[0]!}`, "data"))!) as { kind: string; event: object };
    const id = newId();
    await installation.sql(
      `insert into failed_mails (id, mail_id, kind, event, user_id, attempts, error, failed_at)
       values ($1, $2, $3, $4, $5, 1, 'mail not sent: ETIMEDOUT', now())`,
      [id, ids[0], kind, JSON.stringify(event), person.userId],
    );
    expect((await admin.request(RetryFailedMailsDocument, { input: { ids: [id] } })).retryFailedMails.retriedCount).toBe(1);
    await eventually(queue, ({ waiting }) => waiting === 1);
    line.listen();
    await admin.request(ResumeQueueDocument, { input: { name: "mail" } });
    await arrived(person, 1);
    await settled(installation);
    await installation.sql("delete from failed_mails");
  });

  it("that a silent server kept from going wait for an admin, who tries them again", async () => {
    const person = await welcomed();
    const admin = await createInstructor(installation, api, "ADMIN");
    const failed = async () => (await admin.request(FailedMailsDocument, { filter: { kind: "notification" } })).failedMails;
    line.silence();
    await announceSecurity(installation, person.userId);
    const { edges } = await eventually(failed, ({ totalCount }) => totalCount === 1);
    const { node } = edges[0]!;
    expect(node).toMatchObject({
      kind: "notification",
      attempts: 1,
      error: expect.stringMatching(/^mail not sent: ETIMEDOUT(, at CONN)?$/),
      user: { id: person.userId },
    });
    expect(node.mailId).toMatch(/^notification\.[0-9a-f-]{36}$/);
    expect(await mailsOf(person)).toEqual([]);

    for (const outsider of [person, clientOf(api)]) {
      const code = outsider.token ? "FORBIDDEN" : "UNAUTHENTICATED";
      expect((await outsider.errorOf(FailedMailsDocument)).code).toBe(code);
      expect((await outsider.errorOf(RetryFailedMailsDocument, { input: { all: true } })).code).toBe(code);
    }
    line.listen();
    const retry = async (input: object) => (await admin.request(RetryFailedMailsDocument, { input })).retryFailedMails.retriedCount;
    expect(await retry({ ids: [newId()] })).toBe(0);
    expect(await retry({ ids: [node.id] })).toBe(1);
    const [mail] = await arrived(person, 1);
    expect(mail!.messageId).toBe(`<${node.mailId}@codequest.example>`);
    expect((await failed()).totalCount).toBe(0);
    expect(await retry({ all: true })).toBeGreaterThanOrEqual(0);
    expect((await admin.errorOf(RetryFailedMailsDocument, { input: {} })).code).toBe("BAD_USER_INPUT");
  });

  it("leave no address in any log", () => {
    const logs = [api, ...workers].map((program) => program.logs()).join("\n");
    expect(logs).toContain("mail failed permanently");
    expect(logs).not.toContain("@codequest.example");
    expect(logs).not.toContain("token=");
  });
});

/** The way to a mail server, that can fall silent: connections stand, and nobody says a word. */
async function mailLine(target: string) {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let silent = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    return socket;
  };
  const drop = () => sockets.forEach((socket) => socket.destroy());
  const server: Server = createServer((socket) => {
    keep(socket);
    if (silent) return;
    const onward = keep(connect(Number(port), hostname));
    socket.pipe(onward).pipe(socket);
    socket.on("close", () => onward.destroy());
    onward.on("close", () => socket.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const turn = (to: boolean) => {
    silent = to;
    drop();
  };
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    silence: () => turn(true),
    listen: () => turn(false),
    async close() {
      drop();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
