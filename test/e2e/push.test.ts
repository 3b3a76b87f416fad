import { importJWK, jwtVerify } from "jose";
import type { Client } from "../support/client.js";
import { announceSecurity, eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  MarkNotificationsReadDocument,
  NotificationsDocument,
  PushSubscriptionsDocument,
  SetNotificationPreferencesDocument,
  SubscribeToPushDocument,
  UnsubscribeFromPushDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { createBrowser, startPushService, type Browser, type PushService } from "../support/push-service.js";
import { createLearner } from "../support/scenario.js";
import { settled } from "../support/settled.js";

/** Time for one push too many. */

describe("web push", () => {
  let service: PushService;
  let installation: Installation;
  let api: Api;
  let worker: Program;

  beforeAll(async () => {
    service = await startPushService();
    installation = await createInstallation({ PUSH_ENDPOINTS: "any" });
    api = await installation.startApi();
    worker = await installation.startWorker(WITHOUT_JUDGE);
  });
  afterAll(async () => {
    await installation?.stop();
    await service?.close();
  });

  const subscribe = (person: Client, browser: Browser, change: object = {}) =>
    person.request(SubscribeToPushDocument, { input: { ...browser.subscription, ...change } });
  const subscribed = async () => {
    const person = await createLearner(api);
    const browser = createBrowser(service.origin);
    await subscribe(person, browser);
    return { person, browser };
  };
  const subscriptionsOf = async (person: Client) => (await person.request(PushSubscriptionsDocument)).pushSubscriptions;
  const pushesTo = ({ path }: Browser) => service.pushes.filter((push) => push.path === path);
  const pushed = (browser: Browser, count: number) =>
    eventually(
      async () => pushesTo(browser),
      (found) => found.length >= count,
    );

  it("reaches the browser, which alone can read it, signed with the key it subscribed with", async () => {
    const { person, browser } = await subscribed();
    await announceSecurity(installation, person.userId);
    const [push] = await pushed(browser, 1);
    const { notifications } = await person.request(NotificationsDocument);
    expect(browser.open(push!)).toEqual({
      id: notifications.edges[0]!.node.id,
      kind: "security",
      title: "Your password has been changed",
      body: "The password of your account has been changed, and its other sessions have ended.",
      subject: null,
    });
    expect(() => createBrowser(service.origin).open(push!)).toThrow();
    expect(push!.headers).toMatchObject({ ttl: "86400", urgency: "high", "content-encoding": "aes128gcm" });
    expect(push!.headers.topic).toMatch(/^[\w-]{32}$/);

    const { pushPublicKey } = await person.request(PushSubscriptionsDocument);
    const [, token, key] = /^vapid t=([^,]+), k=(.+)$/.exec(push!.headers.authorization!)!;
    expect(key).toBe(pushPublicKey);
    const point = Buffer.from(pushPublicKey, "base64url");
    const jwk = { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") };
    const { payload } = await jwtVerify(token!, await importJWK(jwk, "ES256"), { audience: service.origin });
    expect(payload.sub).toBe("mailto:no-reply@codequest.example");
  });

  it("goes to every browser of the account, once each, and to no other account's", async () => {
    const { person, browser } = await subscribed();
    const second = createBrowser(service.origin);
    await subscribe(person, second);
    await subscribe(person, second);
    const stranger = await subscribed();
    await announceSecurity(installation, person.userId);
    await Promise.all([pushed(browser, 1), pushed(second, 1)]);
    await settled(installation);
    expect([browser, second, stranger.browser].map((one) => pushesTo(one).length)).toEqual([1, 1, 0]);
  });

  it.each([404, 410])("forgets a browser when its service answers %d", async (status) => {
    const { person, browser } = await subscribed();
    service.answers.set(browser.path, [status]);
    await announceSecurity(installation, person.userId);
    await eventually(
      () => subscriptionsOf(person),
      (left) => left.length === 0,
    );
    await announceSecurity(installation, person.userId);
    await settled(installation);
    expect(pushesTo(browser)).toHaveLength(1);
  });

  it("tries again while the service has trouble, and follows it nowhere else", async () => {
    const { person, browser } = await subscribed();
    service.answers.set(browser.path, [503, 429]);
    await announceSecurity(installation, person.userId);
    await pushed(browser, 3);
    const other = await subscribed();
    service.answers.set(other.browser.path, [307]);
    await announceSecurity(installation, other.person.userId);
    await pushed(other.browser, 1);
    await settled(installation);
    expect(pushesTo(other.browser)).toHaveLength(1);
    expect(service.pushes.some(({ path }) => path.endsWith("elsewhere"))).toBe(false);
    expect(await subscriptionsOf(other.person)).toHaveLength(1);
    expect(worker.logs()).not.toContain(browser.path);
  });

  it("is not sent for what was read meanwhile, nor where it is switched off", async () => {
    const { person, browser } = await subscribed();
    service.answers.set(browser.path, [503]);
    await announceSecurity(installation, person.userId);
    await pushed(browser, 1);
    await person.request(MarkNotificationsReadDocument, { input: { all: true } });
    await settled(installation);
    const changes = [{ kind: "security", channel: "PUSH" as never, enabled: false }];
    await person.request(SetNotificationPreferencesDocument, { input: { changes } });
    await announceSecurity(installation, person.userId);
    await settled(installation);
    expect(pushesTo(browser)).toHaveLength(1);
  });

  it("ends when the browser, or another device, says so", async () => {
    const { person, browser } = await subscribed();
    const other = await createLearner(api);
    const end = async (client: Client, input: object) =>
      (await client.request(UnsubscribeFromPushDocument, { input })).unsubscribeFromPush.deletedId;
    const [{ id } = { id: "" }] = await subscriptionsOf(person);
    expect(await end(other, { id })).toBeNull();
    expect(await end(other, { endpoint: browser.subscription.endpoint })).toBeNull();
    expect(await end(person, { endpoint: browser.subscription.endpoint })).toBe(id);
    expect(await end(person, { id })).toBeNull();
    for (const input of [{}, { id, endpoint: browser.subscription.endpoint }]) {
      expect((await person.errorOf(UnsubscribeFromPushDocument, { input })).code).toBe("BAD_USER_INPUT");
    }
  });

  it("follows a browser to the account that uses it now", async () => {
    const { person, browser } = await subscribed();
    const next = await createLearner(api);
    await subscribe(next, browser);
    expect(await subscriptionsOf(person)).toEqual([]);
    await announceSecurity(installation, person.userId);
    await announceSecurity(installation, next.userId);
    await pushed(browser, 1);
    await settled(installation);
    expect(pushesTo(browser)).toHaveLength(1);
  });

  it("refuses keys that are none, and says which", async () => {
    const person = await createLearner(api);
    const browser = createBrowser(service.origin);
    const offCurve = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString("base64url");
    for (const [field, change] of [
      ["input.p256dh", { p256dh: offCurve }],
      ["input.p256dh", { p256dh: "x" }],
      ["input.auth", { auth: "A".repeat(24) }],
      ["input.endpoint", { endpoint: "ftp://push.example/1" }],
      ["input.endpoint", { endpoint: `https://push.example/${"x".repeat(2000)}` }],
    ] as const) {
      const error = await person.errorOf(SubscribeToPushDocument, { input: { ...browser.subscription, ...change } });
      expect(error.extensions.fields).toMatchObject([{ field }]);
    }
  });

  describe("outside tests", () => {
    let strict: Installation;
    let person: Awaited<ReturnType<typeof createLearner>>;
    beforeAll(async () => {
      strict = await createInstallation();
      const strictApi = await strict.startApi();
      await strict.startWorker(WITHOUT_JUDGE);
      person = await createLearner(strictApi);
    });
    afterAll(() => strict?.stop());

    it.each([
      "http://push.services.example/1",
      "https://127.0.0.1/1",
      "https://2130706433/1",
      "https://0x7f.1/1",
      "https://[::1]/1",
      "https://[::ffff:10.0.0.1]/1",
      "https://169.254.169.254/latest/meta-data",
      "https://localhost/1",
      "https://localhost./1",
      "https://redis.internal/1",
      "https://postgres/1",
      "https://user:password@push.services.example/1",
    ])("takes no %s", async (endpoint) => {
      const input = { ...createBrowser("").subscription, endpoint };
      expect((await person.errorOf(SubscribeToPushDocument, { input })).extensions.fields).toMatchObject([{ field: "input.endpoint" }]);
    });

    it("goes nowhere in the house, though the address came there by some other way", async () => {
      const browser = createBrowser(service.origin);
      const { endpoint, p256dh, auth } = browser.subscription;
      await strict.sql("insert into push_subscriptions (id, user_id, endpoint, p256dh, auth) values (gen_random_uuid(), $1, $2, $3, $4)", [
        person.userId,
        endpoint,
        p256dh,
        auth,
      ]);
      await announceSecurity(strict, person.userId);
      await settled(strict);
      expect(pushesTo(browser)).toEqual([]);
    });
  });
});
