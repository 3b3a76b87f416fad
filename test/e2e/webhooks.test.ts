/** Webhooks of organizations over HTTP, from the event to the log, and the Redis stream of the same events. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { newId } from "../../src/kernel/ids.js";
import { globalId } from "../../src/kernel/global-id.js";
import { clientOf } from "../support/client.js";
import { announce, eventually, WITHOUT_JUDGE } from "../support/events.js";
import * as documents from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { clientOn, createInstructor, createLearner } from "../support/scenario.js";
import { sqlOf } from "../support/statements.js";
import { startWebhookReceiver, type ReceivedWebhook, type WebhookReceiver } from "../support/webhook-receiver.js";

type Person = Awaited<ReturnType<typeof createLearner>>;
type Verify = (secret: string, headers: ReceivedWebhook["headers"], body: Buffer) => boolean;

const EXAMPLES = new URL("../../docs/examples/", import.meta.url);

let installation: Installation;
let api: Api;
let worker: Program;
let receiver: WebhookReceiver;
let verifyWebhook: Verify;
let [owner, manager, learner, stranger]: Person[] = [];
/** Of `owner`, with `manager` and `learner`; and of `stranger`. */
let [ours, theirs]: string[] = [];

beforeAll(async () => {
  ({ verifyWebhook } = (await import(new URL("verify-webhook.mjs", EXAMPLES).href)) as { verifyWebhook: Verify });
  receiver = await startWebhookReceiver();
  installation = await createInstallation({ WEBHOOK_ENDPOINTS: "any" });
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  worker = await installation.startWorker(WITHOUT_JUDGE);
  owner = await createInstructor(installation, api, "BUSINESS_PARTNER");
  stranger = await createInstructor(installation, api, "BUSINESS_PARTNER");
  [ours, theirs] = [await found(owner, "ours"), await found(stranger, "theirs")];
  manager = await member(ours);
  learner = await member(ours);
  // Before the account is cached with its first role.
  await installation.sql("update organization_members set role = 'MANAGER' where user_id = $1", [manager.userId]);
});
afterAll(async () => {
  await installation?.stop();
  await receiver?.close();
});

async function found(who: Person, slug: string): Promise<string> {
  return (await who.request(documents.CreateOrganizationDocument, { input: { name: slug, slug } })).createOrganization.organization.id;
}

/** A member by statements, as the account has no request yet. */
async function member(organizationId: string): Promise<Person> {
  const person = await createLearner(api);
  await installation.sql(
    "insert into organization_members (id, organization_id, user_id, role, joined_by) values ($1, $2, $3, 'LEARNER', 'LINK')",
    [...[newId(), organizationId, person.userId]],
  );
  await installation.sql("update organizations set seats_used = seats_used + 1 where id = $1", [organizationId]);
  return person;
}

const create = async (path: string, change: object = {}, who = owner!) =>
  (
    await who.request(documents.CreateWebhookEndpointDocument, {
      input: { organizationId: ours!, url: receiver.urlOf(path), events: ["certificate.revoked"], ...change },
    })
  ).createWebhookEndpoint;
const deliveriesOf = async (endpointId: string, who = owner!) =>
  (await who.request(documents.WebhookDeliveriesDocument, { endpointId, first: 50 })).webhookDeliveries.nodes;
const endpointOf = async (id: string) =>
  (await owner!.request(documents.WebhookEndpointsDocument, { organizationId: ours! })).webhookEndpoints.find((one) => one.id === id)!;
const remove = (id: string, who = owner!) => who.request(documents.DeleteWebhookEndpointDocument, { input: { id } });
/** An event about a member, which no other handler needs rows for. */
const revoked = (person: Person, certificateId = newId()) =>
  announce(installation, "certificate.revoked", { userId: person.userId, certificateId });
/** Waits until every handler of the event has run. */
const handled = (eventId: string) =>
  eventually(
    () => installation.sql("select id from outbox where id = $1", [eventId]),
    (waiting) => waiting.length === 0,
  );
const until = (endpointId: string, wanted: (statuses: string[]) => boolean) =>
  eventually(
    () => deliveriesOf(endpointId),
    (all) => wanted(all.map(({ status }) => status)),
  );
const settled = (endpointId: string) => until(endpointId, (all) => all.length > 0 && !all.includes("PENDING"));
const attempted = (endpointId: string) =>
  eventually(
    () => deliveriesOf(endpointId),
    (all) => all.length > 0 && all.every(({ lastAttemptAt, responseStatus, fault }) => lastAttemptAt && (responseStatus ?? fault)),
  );
const dueNow = (endpointId: string) =>
  installation.sql("update webhook_deliveries set due_at = now() where endpoint_id = $1", [endpointId]);

describe("webhook endpoints", () => {
  it("subscribe to published events", async () => {
    const { webhookEvents } = await clientOf(api).request(documents.WebhookEventsDocument);
    expect(webhookEvents.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["organization.member.joined", "submission.judged", "track.completed", "order.settled"]),
    );
    expect(webhookEvents.find(({ name }) => name === "lesson.completed")).toMatchObject({
      ...{ version: 1, audience: "MEMBER" },
      schema: { title: "lesson.completed", required: ["id", "type", "version", "createdAt", "organizationId", "data"] },
      example: { type: "lesson.completed", data: { userId: expect.any(String), lessonId: expect.any(String) } },
    });
    const refusal = async (change: object) => {
      const input = { organizationId: ours!, url: receiver.urlOf("/x"), events: ["certificate.revoked"], ...change };
      const { extensions } = await owner!.errorOf(documents.CreateWebhookEndpointDocument, { input });
      return (extensions.fields as { field: string; code: string }[]).map(({ field, code }) => `${field} ${code}`);
    };
    expect(await refusal({ events: ["lesson.completed", "no.event"] })).toEqual(["input.events.1 UNKNOWN_VALUE"]);
    expect(await refusal({ events: ["order.settled"] })).toEqual(["input.events.0 UNKNOWN_VALUE"]);
    expect(await refusal({ events: [] })).toEqual(["input.events TOO_FEW"]);
    expect(await refusal({ url: "ftp://example.org" })).toEqual(["input.url INVALID_FORMAT"]);
  });

  it("go to public addresses only", async () => {
    const strict = await installation.startApi({ WEBHOOK_ENDPOINTS: "public" });
    const there = clientOn(strict, owner!);
    for (const url of [
      receiver.urlOf("/x"),
      "https://127.0.0.1/x",
      "https://[::ffff:10.0.0.1]/x",
      "https://db.internal/x",
      "http://example.org/x",
    ]) {
      const input = { organizationId: ours!, url, events: ["certificate.revoked"] };
      expect(await there.errorOf(documents.CreateWebhookEndpointDocument, { input })).toMatchObject({ code: "BAD_USER_INPUT" });
    }
    await strict.stop();
  });

  it("are run by owners and managers, and hidden from everyone else", async () => {
    const { endpoint, secret } = await create("/roles", { description: "Reports" });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    expect(endpoint).toMatchObject({ organizationId: ours, state: "ENABLED", description: "Reports", oldSignatureUntil: null });
    const [stored] = await installation.sql<{ secret: string }>("select secret from webhook_endpoints where id = $1", [endpoint.id]);
    expect(stored!.secret).not.toContain(secret.slice(6));
    const change = { input: { id: endpoint.id, description: null, events: ["lesson.completed"] } };
    const { updateWebhookEndpoint } = await manager!.request(documents.UpdateWebhookEndpointDocument, change);
    expect(updateWebhookEndpoint.endpoint).toMatchObject({ description: "", events: ["lesson.completed"], url: endpoint.url });

    const input = { organizationId: ours!, url: receiver.urlOf("/x"), events: ["certificate.revoked"] };
    const codesOf = async (who: Person) => [
      (await who.errorOf(documents.WebhookEndpointsDocument, { organizationId: ours! })).code,
      (await who.errorOf(documents.CreateWebhookEndpointDocument, { input })).code,
      (await who.errorOf(documents.UpdateWebhookEndpointDocument, change)).code,
      (await who.errorOf(documents.RotateWebhookSecretDocument, { input: { id: endpoint.id } })).code,
      (await who.errorOf(documents.DeleteWebhookEndpointDocument, { input: { id: endpoint.id } })).code,
      (await who.errorOf(documents.WebhookDeliveriesDocument, { endpointId: endpoint.id })).code,
      (await who.request(documents.WebhookNodesDocument, { ids: [endpoint.id] })).nodes[0],
    ];
    const hidden = ["NOT_FOUND", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND", null];
    expect(await codesOf(stranger!)).toEqual(["NOT_FOUND", "NOT_FOUND", ...hidden]);
    expect(await codesOf(learner!)).toEqual(["FORBIDDEN", "FORBIDDEN", ...hidden]);
    expect((await manager!.request(documents.WebhookNodesDocument, { ids: [endpoint.id] })).nodes).toEqual([
      { __typename: "WebhookEndpoint", id: endpoint.id },
    ]);
    await remove(endpoint.id, manager);
    expect(await owner!.errorOf(documents.WebhookDeliveriesDocument, { endpointId: endpoint.id })).toMatchObject({ code: "NOT_FOUND" });
    const verbs = await installation.sql<{ action: string }>(
      "select action from audit_entries where subject_id = $1 and action like 'webhook.%' order by id",
      [ours],
    );
    expect(verbs.map(({ action }) => action)).toEqual(["webhook.created", "webhook.updated", "webhook.deleted"]);
  });

  it("are at most ten", async () => {
    const organizationId = await found(owner!, "many");
    for (let n = 0; n < 10; n++) await create("/many", { organizationId });
    const input = { organizationId, url: receiver.urlOf("/many"), events: ["certificate.revoked"] };
    expect(await owner!.errorOf(documents.CreateWebhookEndpointDocument, { input })).toMatchObject({ code: "CONFLICT" });
  });
});

describe("a webhook", () => {
  it("is signed, goes to the organizations of the member, and to no other", async () => {
    const [mine, other] = [await create("/mine"), await create("/other", { organizationId: theirs }, stranger)];
    const both = await member(ours!);
    await installation.sql(
      "insert into organization_members (id, organization_id, user_id, role, joined_by) values ($1, $2, $3, 'LEARNER', 'LINK')",
      [newId(), theirs, both.userId],
    );
    const certificateId = newId();
    const eventId = await revoked(learner!, certificateId);
    await until(mine.endpoint.id, (all) => all.length === 1 && all[0] === "DELIVERED");
    await revoked(both);
    await until(mine.endpoint.id, (all) => all.length === 2 && !all.includes("PENDING"));
    await eventually(
      () => deliveriesOf(other.endpoint.id, stranger),
      (all) => all.length === 1 && all[0]!.status === "DELIVERED",
    );
    const [first, second] = receiver.at("/mine");
    expect(verifyWebhook(mine.secret, first!.headers, first!.body)).toBe(true);
    expect(verifyWebhook(other.secret, first!.headers, first!.body)).toBe(false);
    expect(first!.event).toEqual({
      ...{ id: first!.headers["webhook-id"], type: "certificate.revoked", version: 1, organizationId: ours },
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { certificateId: globalId("Certificate", certificateId), userId: learner!.userId },
    });
    expect(receiver.at("/other").map(({ event }) => [event.organizationId, event.data.userId])).toEqual([[theirs, both.userId]]);
    expect(receiver.at("/other")[0]!.event.id).not.toBe(second!.event.id);
    // The same event again is the same delivery.
    await announce(installation, "certificate.revoked", { userId: learner!.userId, certificateId }, eventId);
    await eventually(
      () => installation.sql("select 1 from outbox where id = $1", [eventId]),
      (left) => left.length === 0,
    );
    expect(await deliveriesOf(mine.endpoint.id)).toHaveLength(2);
    const statements = (first_: number) =>
      sqlOf(api, () => owner!.request(documents.WebhookDeliveriesDocument, { endpointId: mine.endpoint.id, first: first_ }));
    expect((await statements(2)).length).toBe((await statements(1)).length);
    await remove(mine.endpoint.id);
  });

  it("tells of members who join and leave", async () => {
    const { endpoint } = await create("/members", { events: ["organization.member.joined", "organization.member.left"] });
    const input = { organizationId: ours!, role: "LEARNER" as never };
    const { code } = (await owner!.request(documents.CreateOrganizationLinkDocument, { input })).createOrganizationLink.invitation;
    const person = await createLearner(api);
    await installation.sql("update users set email_verified_at = now() where id = $1", [person.userId]);
    await person.request(documents.JoinOrganizationDocument, { input: { code: code! } });
    await until(endpoint.id, (all) => all.length === 1 && all[0] === "DELIVERED");
    await person.request(documents.LeaveOrganizationDocument, { input: { id: ours! } });
    await until(endpoint.id, (all) => all.length === 2 && !all.includes("PENDING"));
    const ids = { organizationId: ours, userId: person.userId };
    expect(receiver.at("/members").map(({ event }) => [event.type, event.data])).toEqual([
      ["organization.member.joined", { ...ids, role: "LEARNER", joinedBy: "LINK" }],
      ["organization.member.left", { ...ids, how: "LEFT" }],
    ]);
    await remove(endpoint.id);
  });

  it("is sent again after a failure, follows no redirect, and a slow endpoint delays no other", async () => {
    receiver.answers.set("/failing", 500).set("/moved", "redirect").set("/silent", "silent");
    const failing = (await create("/failing")).endpoint;
    const moved = (await create("/moved")).endpoint;
    const silent = (await create("/silent")).endpoint;
    const quick = (await create("/quick")).endpoint;
    for (let n = 0; n < 6; n++) await revoked(learner!);
    await until(quick.id, (all) => all.length === 6 && !all.includes("PENDING"));
    // Still within the first attempts of the slow one.
    expect((await deliveriesOf(silent.id)).every(({ status }) => status === "PENDING")).toBe(true);
    const [failed] = await attempted(failing.id);
    expect(failed).toMatchObject({ status: "PENDING", responseStatus: 500, fault: null, answer: "status 500" });
    expect(failed!.nextAttemptAt).not.toBeNull();
    expect((await endpointOf(failing.id)).failingSince).not.toBeNull();
    expect((await attempted(moved.id))[0]).toMatchObject({ status: "PENDING", responseStatus: 302 });
    expect(receiver.at("/elsewhere")).toEqual([]);
    expect((await attempted(silent.id))[0]).toMatchObject({ status: "PENDING", responseStatus: null, fault: "TIMEOUT" });

    receiver.answers.delete("/failing");
    await dueNow(failing.id);
    const delivered = await settled(failing.id);
    expect(
      delivered.every(({ status, attempts, responseStatus }) => status === "DELIVERED" && attempts >= 2 && responseStatus === 204),
    ).toBe(true);
    const sent = receiver.at("/failing").map(({ event }) => event.id);
    expect(new Set(sent).size).toBe(6);
    expect(await endpointOf(failing.id)).toMatchObject({ failingSince: null, lastDeliveredAt: expect.any(String) });
    for (const { id } of [failing, moved, silent, quick]) await remove(id);
  });

  it("is given up after the last attempt; the endpoint is stopped after days, and what failed is replayed", async () => {
    receiver.answers.set("/broken", 503);
    const { endpoint } = await create("/broken");
    await revoked(learner!);
    await attempted(endpoint.id);
    await installation.sql("update webhook_deliveries set attempts_left = 1, due_at = now() where endpoint_id = $1", [endpoint.id]);
    await settled(endpoint.id);
    expect(await endpointOf(endpoint.id)).toMatchObject({ state: "ENABLED" });

    await installation.sql("update webhook_endpoints set failing_since = now() - interval '4 days' where id = $1", [endpoint.id]);
    await revoked(learner!);
    await until(endpoint.id, (all) => all.length === 2);
    await installation.sql(
      "update webhook_deliveries set attempts_left = 1, due_at = now() where endpoint_id = $1 and status = 'PENDING'",
      [endpoint.id],
    );
    await eventually(
      () => endpointOf(endpoint.id),
      ({ state }) => state === "FAILING",
    );
    const told = async (who: Person) =>
      (await who.request(documents.NotificationsDocument, { first: 10 })).notifications.edges
        .map(({ node }) => node)
        .filter(({ kind }) => kind === "webhook-stopped");
    for (const who of [owner!, manager!])
      expect(
        await eventually(
          () => told(who),
          (all) => all.length > 0,
        ),
      ).toMatchObject([{ title: "A webhook of ours was stopped", subject: { __typename: "WebhookEndpoint", id: endpoint.id } }]);
    expect(await told(learner!)).toEqual([]);

    await handled(await revoked(learner!));
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const again = { input: { endpointId: endpoint.id, since } };
    expect(await owner!.errorOf(documents.ReplayFailedWebhookDeliveriesDocument, again)).toMatchObject({ code: "CONFLICT" });
    receiver.answers.delete("/broken");
    await owner!.request(documents.EnableWebhookEndpointDocument, { input: { id: endpoint.id } });
    const { replayFailedWebhookDeliveries } = await owner!.request(documents.ReplayFailedWebhookDeliveriesDocument, again);
    expect(replayFailedWebhookDeliveries).toEqual({ count: 2, remaining: false });
    // What happened while it was stopped is not recorded.
    expect((await settled(endpoint.id)).map(({ status }) => status)).toEqual(["DELIVERED", "DELIVERED"]);

    const [one] = await deliveriesOf(endpoint.id);
    const before = receiver.at("/broken").filter(({ event }) => event.id === one!.eventId).length;
    await manager!.request(documents.ReplayWebhookDeliveryDocument, { input: { id: one!.id } });
    await eventually(
      async () => receiver.at("/broken").filter(({ event }) => event.id === one!.eventId).length,
      (count) => count === before + 1,
    );
    expect(await stranger!.errorOf(documents.ReplayWebhookDeliveryDocument, { input: { id: one!.id } })).toMatchObject({
      code: "NOT_FOUND",
    });
    await remove(endpoint.id);
  });

  it("stops at 410 Gone", async () => {
    receiver.answers.set("/gone", 410);
    const { endpoint } = await create("/gone");
    await revoked(learner!);
    await eventually(
      () => endpointOf(endpoint.id),
      ({ state }) => state === "GONE",
    );
    expect(await deliveriesOf(endpoint.id)).toMatchObject([{ status: "FAILED", attempts: 1, responseStatus: 410 }]);
    await remove(endpoint.id);
  });

  it("waits while its endpoint is paused, and a test message does not", async () => {
    receiver.answers.set("/paused", 500);
    const { endpoint } = await create("/paused");
    await revoked(learner!);
    await attempted(endpoint.id);
    const { pauseWebhookEndpoint } = await owner!.request(documents.PauseWebhookEndpointDocument, { input: { id: endpoint.id } });
    expect(pauseWebhookEndpoint.endpoint.state).toBe("PAUSED");
    receiver.answers.delete("/paused");
    await dueNow(endpoint.id);
    const { pingWebhookEndpoint } = await owner!.request(documents.PingWebhookEndpointDocument, { input: { id: endpoint.id } });
    expect(pingWebhookEndpoint.delivery).toMatchObject({ type: "ping", status: "PENDING" });
    await until(endpoint.id, (all) => all.length === 2 && all[0] === "DELIVERED");
    expect((await deliveriesOf(endpoint.id))[1]).toMatchObject({ status: "PENDING", attempts: 1 });
    await owner!.request(documents.EnableWebhookEndpointDocument, { input: { id: endpoint.id } });
    await settled(endpoint.id);
    await remove(endpoint.id);
  });

  it("has two signatures while a secret is rotated", async () => {
    const { endpoint, secret } = await create("/rotated");
    const rotate = async (graceHours?: number) =>
      (await owner!.request(documents.RotateWebhookSecretDocument, { input: { id: endpoint.id, graceHours } })).rotateWebhookSecret;
    const next = async () => {
      const count = receiver.at("/rotated").length;
      await revoked(learner!);
      await eventually(
        async () => receiver.at("/rotated").length,
        (now) => now > count,
      );
      return receiver.at("/rotated").at(-1)!;
    };
    const verified = (secrets: string[], { headers, body }: ReceivedWebhook) => secrets.map((one) => verifyWebhook(one, headers, body));
    const second = await rotate();
    expect(second.endpoint.oldSignatureUntil).not.toBeNull();
    expect(verified([secret, second.secret], await next())).toEqual([true, true]);
    const third = await rotate(0);
    expect(third.endpoint.oldSignatureUntil).toBeNull();
    expect(verified([secret, second.secret, third.secret], await next())).toEqual([false, false, true]);
    await remove(endpoint.id);
  });

  it("is delivered after its worker was killed between claim and delivery", async () => {
    const { endpoint } = await create("/killed");
    await worker.stop();
    const doomed = await installation.startWorker({ ...WITHOUT_JUDGE, killAt: "webhooks-claimed" });
    await revoked(learner!);
    await doomed.ended;
    expect(receiver.at("/killed")).toEqual([]);
    expect(await deliveriesOf(endpoint.id)).toMatchObject([{ status: "PENDING", attempts: 1, responseStatus: null }]);
    worker = await installation.startWorker(WITHOUT_JUDGE);
    expect(await settled(endpoint.id)).toMatchObject([{ status: "DELIVERED", attempts: 2 }]);
    expect(receiver.at("/killed")).toHaveLength(1);
    await remove(endpoint.id);
  });

  it("is not kept for a deleted account", async () => {
    const { endpoint } = await create("/deleted");
    const person = await member(ours!);
    await revoked(person);
    await settled(endpoint.id);
    const [row] = await installation.sql<{ user_id: string }>("select user_id from webhook_deliveries where endpoint_id = $1", [
      endpoint.id,
    ]);
    expect(row!.user_id).toBe(keyOf(person.userId));
    await installation.sql("update users set deleted_at = now() where id = $1", [person.userId]);
    const memberId = newId();
    await owner!.request(documents.UpdateWebhookEndpointDocument, { input: { id: endpoint.id, events: ["organization.member.left"] } });
    await announce(installation, "organization.member-left", { organizationId: ours, userId: person.userId, memberId, how: "DELETED" });
    await until(endpoint.id, (all) => all.length === 2 && !all.includes("PENDING"));
    const [left] = await installation.sql<{ user_id: string | null }>(
      "select user_id from webhook_deliveries where endpoint_id = $1 and type = 'organization.member.left'",
      [endpoint.id],
    );
    expect(left!.user_id).toBeNull();
    await remove(endpoint.id);
  });
});

describe("the Redis stream", () => {
  const stream = () => `${installation.env.REDIS_PREFIX}:events`;

  /** The example of docs/events.md, as a program. */
  function startConsumer(env: Record<string, string>) {
    const events: { entryId: string; event: ReceivedWebhook["event"] }[] = [];
    const child = spawn(process.execPath, [fileURLToPath(new URL("event-consumer.mjs", EXAMPLES))], {
      env: { ...process.env, REDIS_URL: installation.env.REDIS_URL!, STREAM: stream(), ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = JSON.parse(line) as { ready?: true } & (typeof events)[number];
      if (!said.ready) events.push(said);
    });
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    return { events, kill: (signal: NodeJS.Signals) => (child.kill(signal), ended) };
  }

  it("has every public event, also for a consumer whose predecessor was killed, and can be replayed", async () => {
    const redis = new Redis(installation.env.REDIS_URL!);
    try {
      const [GROUP, certificateId] = ["reports", newId()];
      await redis.xgroup("CREATE", stream(), GROUP, "$", "MKSTREAM");
      // Of nobody's member, and an event that no organization gets.
      await announce(installation, "certificate.revoked", { userId: stranger!.userId, certificateId });
      await announce(installation, "account.registered", { userId: stranger!.userId });
      const wanted = ["account.registered", "certificate.revoked"];
      // A consumer that reads both and dies before it confirms them.
      const taken: string[] = [];
      await eventually(
        async () => {
          const read = (await redis.xreadgroup("GROUP", GROUP, "dead", "COUNT", 10, "STREAMS", stream(), ">")) as
            [string, [string, string[]][]][] | null;
          for (const [, [, json]] of read?.[0]?.[1] ?? []) taken.push((JSON.parse(json!) as ReceivedWebhook["event"]).type);
          return [...taken].sort();
        },
        (types) => types.length >= 2,
      );
      expect([...taken].sort()).toEqual(wanted);

      const next = startConsumer({ GROUP, IDLE_MS: "1" });
      await eventually(
        async () => next.events.length,
        (count) => count >= 2,
      );
      expect(next.events.map(({ event }) => event.type).sort()).toEqual(wanted);
      const certificate = next.events.find(({ event }) => event.type === "certificate.revoked")!;
      expect(certificate.event).toMatchObject({
        ...{ version: 1, organizationId: null },
        data: { certificateId: globalId("Certificate", certificateId), userId: stranger!.userId },
      });
      await eventually(
        async () => (await redis.xpending(stream(), GROUP))[0],
        (pending) => pending === 0,
      );
      await next.kill("SIGKILL");

      const first = next.events
        .map(({ entryId }) => entryId)
        .sort((a, b) => Number(a.split("-")[0]) - Number(b.split("-")[0]) || Number(a.split("-")[1]) - Number(b.split("-")[1]))[0]!;
      const again = startConsumer({ GROUP: "later", REPLAY_FROM: first });
      await eventually(
        async () => again.events.length,
        (count) => count >= 1,
      );
      expect(again.events[0]!.entryId).not.toBe(first);
      await again.kill("SIGTERM");
    } finally {
      redis.disconnect();
    }
  });
});
