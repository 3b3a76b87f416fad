import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { WebSocket } from "ws";
import { SignJWT } from "jose";
import { createSecrets } from "../../src/platform/security/secrets.js";
import { loadSigningKeys } from "../../src/platform/security/signing-keys.js";
import { clientOf } from "../support/client.js";
import {
  ChangePasswordDocument,
  LogoutDocument,
  LogoutEverywhereDocument,
  MySessionsDocument,
  RefreshSessionDocument,
  RevokeSessionDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { ownTokens, PASSWORD, registered, sessionIdOf, signedInAgain, someone, type Person, whoHolds } from "../support/people.js";
import { startServices } from "../support/services.js";

const LONG_AGO = new Date(Date.now() - 3_600_000);

describe("sessions", () => {
  let installation: Installation;
  let api: Api;
  let other: Api;

  beforeAll(async () => {
    installation = await createInstallation();
    [api, other] = await Promise.all([installation.startApi(), installation.startApi()]);
  });

  afterAll(() => installation?.stop());

  const refresh = async (refreshToken: string, at = api) =>
    (await clientOf(at).request(RefreshSessionDocument, { input: { refreshToken } })).refreshSession;
  const refreshError = (refreshToken: string, at = api) => clientOf(at).errorOf(RefreshSessionDocument, { input: { refreshToken } });
  const whoIs = (accessToken: string, at = api) => whoHolds(clientOf(at, accessToken));
  /** As if the last uses of refresh tokens had been long ago. */
  const afterTheGrace = (sessionId: string) =>
    installation.sql("update sessions set recent_uses = $2 where id = $1", [sessionId, JSON.stringify([LONG_AGO.getTime()])]);
  const auditOf = async (id: string) =>
    (await installation.sql<{ action: string }>("select action from audit_entries where subject_id = $1 order by id", [id])).map(
      (entry) => entry.action,
    );

  /** Resolves with the code that the server closes the socket with. */
  async function openSocket(at: Api, accessToken: string) {
    const socket = new WebSocket(at.wsUrl, "graphql-transport-ws");
    const closed = once(socket, "close").then(([code]) => code as number);
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${accessToken}` } }));
    const [message] = (await Promise.race([once(socket, "message"), closed.then((code) => [`closed with ${code}`])])) as [unknown];
    return { closed, acknowledged: String(message).includes("connection_ack"), close: () => socket.close() };
  }

  describe("refreshSession", () => {
    it("answers new tokens, and goes on with the session", async () => {
      const person = await registered(api);
      const next = await refresh(person.refreshToken);
      expect(next.refreshToken).not.toBe(person.refreshToken);
      expect(next.user.id).toBe(person.id);
      expect(await whoIs(next.accessToken, other)).toBe(person.id);
      expect(sessionIdOf(next.accessToken)).toBe(sessionIdOf(person.accessToken));
      const third = await refresh(next.refreshToken!, other);
      expect(await whoIs(third.accessToken)).toBe(person.id);
    });

    it("gives tabs that refresh at the same moment, at any process, one and the same next token", async () => {
      const person = await registered(api);
      const answers = await Promise.all(Array.from({ length: 8 }, (_, tab) => refresh(person.refreshToken, tab % 2 === 0 ? api : other)));
      expect(new Set(answers.map(({ refreshToken }) => refreshToken)).size).toBe(1);
      for (const { accessToken } of answers) expect(await whoIs(accessToken)).toBe(person.id);
      const [row] = await installation.sql<{ generation: number }>("select generation from sessions where id = $1", [
        sessionIdOf(person.accessToken),
      ]);
      expect(row!.generation).toBe(1);
    });

    it("answers a tab that comes late, within the grace, with the token of now, however many came between", async () => {
      const person = await registered(api);
      const second = await refresh(person.refreshToken);
      const third = await refresh(second.refreshToken!);
      expect((await refresh(person.refreshToken)).refreshToken).toBe(third.refreshToken);
      expect((await refresh(third.refreshToken!)).user.id).toBe(person.id);
    });

    it("ends the session when a token is used again after the grace, for thief and owner alike", async () => {
      const person = await registered(api);
      const stolen = person.refreshToken;
      const owners = await refresh(stolen);
      const socket = await openSocket(other, owners.accessToken);
      await afterTheGrace(sessionIdOf(person.accessToken));
      expect((await refreshError(stolen)).code).toBe("UNAUTHENTICATED");
      expect((await refreshError(owners.refreshToken!)).code).toBe("UNAUTHENTICATED");
      expect(await whoIs(owners.accessToken)).toBeNull();
      expect(await whoIs(owners.accessToken, other)).toBeNull();
      expect(await socket.closed).toBe(4403);
      expect(await auditOf(sessionIdOf(person.accessToken))).toEqual(["session.started", "session.refresh-token-reused"]);
    });

    it("finds a thief who came within the grace as soon as one of both goes on", async () => {
      const person = await registered(api);
      const owners = await refresh(person.refreshToken);
      const thiefs = await refresh(person.refreshToken);
      expect(thiefs.refreshToken).toBe(owners.refreshToken);
      await refresh(thiefs.refreshToken!);
      await afterTheGrace(sessionIdOf(person.accessToken));
      expect((await refreshError(owners.refreshToken!)).code).toBe("UNAUTHENTICATED");
      expect(await whoIs(owners.accessToken)).toBeNull();
    });

    it("has no grace where none is set", async () => {
      const strict = await installation.startApi({ REFRESH_GRACE_SECONDS: "0" });
      const person = await registered(strict);
      await refresh(person.refreshToken, strict);
      expect((await refreshError(person.refreshToken, strict)).code).toBe("UNAUTHENTICATED");
      expect(await whoIs(person.accessToken, strict)).toBeNull();
      await strict.stop();
    });

    it("refuses what it never gave out, and leaves the session alone", async () => {
      const [person, stranger] = [await registered(api), await registered(api)];
      const [id, generation, secret] = person.refreshToken.split(".");
      const forged = [
        "",
        "x",
        `${id}.${generation}.${"A".repeat(43)}`,
        `${id}.7.${secret}`,
        `${id}.${generation}.${stranger.refreshToken.split(".")[2]}`,
        `${stranger.refreshToken.split(".")[0]}.${generation}.${secret}`,
        person.accessToken.slice(0, 190),
      ];
      for (const token of forged) expect((await refreshError(token)).code).toBe("UNAUTHENTICATED");
      expect((await refreshError("x".repeat(201))).code).toBe("BAD_USER_INPUT");
      expect((await refresh(person.refreshToken)).user.id).toBe(person.id);
    });

    it("ends with the session's time, idle or whole", async () => {
      const person = await registered(api);
      await installation.sql("update sessions set expires_at = now() - interval '1 second' where user_id = $1", [person.id]);
      expect((await refreshError(person.refreshToken)).code).toBe("UNAUTHENTICATED");
      const old = await registered(api);
      await installation.sql("update sessions set created_at = now() - interval '179 days 23 hours' where user_id = $1", [old.id]);
      const { refreshTokenExpiresAt } = await refresh(old.refreshToken);
      expect(Date.parse(refreshTokenExpiresAt) - Date.now()).toBeLessThan(3_600_000);
    });
  });

  describe("logout", () => {
    it("wins over tabs that refresh at the same moment", async () => {
      for (let round = 0; round < 5; round++) {
        const person = await registered(api);
        const tabs = [api, other, api].map((at) => refresh(person.refreshToken, at));
        const [, ...answers] = await Promise.allSettled([person.client.request(LogoutDocument, { input: {} }), ...tabs]);
        for (const answer of answers) {
          if (answer.status === "rejected") continue;
          expect(await whoIs(answer.value.accessToken, other)).toBeNull();
          expect((await refreshError(answer.value.refreshToken!)).code).toBe("UNAUTHENTICATED");
        }
      }
    });

    it("ends access and refresh token at once, at every process, and the sockets", async () => {
      const person = await registered(api);
      const stays = await signedInAgain(api, person);
      expect(await whoIs(person.accessToken, other)).toBe(person.id);
      const sockets = await Promise.all([api, other].map((at) => openSocket(at, person.accessToken)));
      const bystander = await openSocket(other, stays.accessToken);
      await person.client.request(LogoutDocument, { input: {} });
      expect(await whoIs(person.accessToken, other)).toBeNull();
      expect(await whoIs(person.accessToken)).toBeNull();
      expect((await refreshError(person.refreshToken)).code).toBe("UNAUTHENTICATED");
      for (const socket of sockets) expect(await socket.closed).toBe(4403);
      expect((await openSocket(other, person.accessToken)).acknowledged).toBe(false);
      expect(await whoIs(stays.accessToken, other)).toBe(person.id);
      bystander.close();
      expect(await bystander.closed).not.toBe(4403);
    });

    it("works by the refresh token alone, and twice", async () => {
      const person = await registered(api);
      for (const _time of [1, 2]) {
        const { logout } = await clientOf(api).request(LogoutDocument, { input: { refreshToken: person.refreshToken } });
        expect(logout.loggedOut).toBe(true);
      }
      expect(await whoIs(person.accessToken)).toBeNull();
    });

    it("everywhere ends every session, or all others", async () => {
      const person = await registered(api);
      const others = [await signedInAgain(api, person), await signedInAgain(other, person)];
      const { logoutEverywhere } = await person.client.request(LogoutEverywhereDocument, { input: { keepCurrent: true } });
      expect(logoutEverywhere.endedSessions).toBe(2);
      for (const { accessToken } of others) expect(await whoIs(accessToken)).toBeNull();
      expect(await whoIs(person.accessToken, other)).toBe(person.id);
      expect((await person.client.request(LogoutEverywhereDocument, { input: {} })).logoutEverywhere.endedSessions).toBe(1);
      expect(await whoIs(person.accessToken, other)).toBeNull();
    });
  });

  describe("the list", () => {
    it("tells device, address and use of each session, and which is this one", async () => {
      const person = await registered(api);
      const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
      const query = `mutation { login(input: { email: "${person.email}", password: "${PASSWORD}" }) { accessToken } }`;
      await fetch(api.url, {
        method: "POST",
        headers: { "content-type": "application/json", "user-agent": firefox },
        body: JSON.stringify({ query }),
      });
      const { mySessions } = await person.client.request(MySessionsDocument);
      expect(mySessions.totalCount).toBe(2);
      expect(mySessions.edges.map(({ node }) => node)).toMatchObject([
        { device: "Firefox on Linux", method: "PASSWORD", address: "127.0.0.1", isCurrent: false },
        { device: "node", isCurrent: true },
      ]);
      const { mySessions: page } = await person.client.request(MySessionsDocument, { first: 1 });
      expect(page.pageInfo.hasNextPage).toBe(true);
    });

    it("lets its owner end one, and nobody else", async () => {
      const [person, stranger] = [await registered(api), await registered(api)];
      const lost = await signedInAgain(api, person);
      const input = { id: sessionIdOf(lost.accessToken) };
      expect((await stranger.client.errorOf(RevokeSessionDocument, { input })).code).toBe("NOT_FOUND");
      expect(await whoIs(lost.accessToken)).toBe(person.id);
      await person.client.request(RevokeSessionDocument, { input });
      expect(await whoIs(lost.accessToken, other)).toBeNull();
      expect((await person.client.errorOf(RevokeSessionDocument, { input })).code).toBe("NOT_FOUND");
      expect((await person.client.request(MySessionsDocument)).mySessions.totalCount).toBe(1);
    });
  });

  it("end when the password changes, but for the one that changed it", async () => {
    const person = await registered(api);
    const others = await signedInAgain(api, person);
    const input = { currentPassword: PASSWORD, newPassword: "Another-Word-2" };
    await person.client.request(ChangePasswordDocument, { input });
    expect(await whoIs(others.accessToken)).toBeNull();
    expect(await whoIs(person.accessToken)).toBe(person.id);
    expect((await signedInAgain(api, person, "Another-Word-2")).accessToken).toBeTruthy();
  });

  it("refuse a password change for a wrong, missing, weak or unchanged password", async () => {
    const person = await registered(api);
    const fieldOf = async (input: object) => {
      const { code, extensions } = await person.client.errorOf(ChangePasswordDocument, { input: input as never });
      return [code, (extensions.fields as { field: string }[])[0]!.field];
    };
    expect(await fieldOf({ currentPassword: "Wrong-Password-1", newPassword: "Another-Word-2" })).toEqual([
      "BAD_USER_INPUT",
      "input.currentPassword",
    ]);
    expect(await fieldOf({ newPassword: "Another-Word-2" })).toEqual(["BAD_USER_INPUT", "input.currentPassword"]);
    expect(await fieldOf({ currentPassword: PASSWORD, newPassword: "weak" })).toEqual(["BAD_USER_INPUT", "input.newPassword"]);
    expect(await fieldOf({ currentPassword: PASSWORD, newPassword: PASSWORD })).toEqual(["BAD_USER_INPUT", "input.newPassword"]);
    expect(await whoIs(person.accessToken)).toBe(person.id);
  });

  describe("an access token", () => {
    it("closes its socket when it expires, with a code that says so", async () => {
      const person = await registered(api);
      const tokens = await ownTokens(2);
      const { token } = await tokens.issue({ userId: keyOf(person.id), sessionId: sessionIdOf(person.accessToken) });
      const socket = await openSocket(api, token);
      expect(socket.acknowledged).toBe(true);
      expect(await socket.closed).toBe(4403);
    });

    it("is nobody's for another's session, or for none", async () => {
      const [person, stranger] = [await registered(api), await registered(api)];
      const tokens = await ownTokens(60);
      const crossed = await tokens.issue({ userId: keyOf(person.id), sessionId: sessionIdOf(stranger.accessToken) });
      expect(await whoIs(crossed.token)).toBeNull();
      expect(await whoIs(stranger.accessToken)).toBe(stranger.id);
      const sessionless = await tokens.issue({ userId: keyOf(person.id), sessionId: keyOf(person.id) });
      expect(await whoIs(sessionless.token)).toBeNull();
    });

    it("of a living session is nobody's when it is forged, expired or from the future, by HTTP and by WebSocket", async () => {
      const person = await registered(api);
      const keys = await loadSigningKeys(null, createSecrets(process.env.TOKEN_SECRET!));
      const { kid, privateKey } = keys.signer;
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        sid: sessionIdOf(person.accessToken),
        sub: keyOf(person.id),
        iss: "codequest",
        aud: "codequest-api",
        iat: now,
        exp: now + 60,
      };
      const header = { alg: "EdDSA", typ: "at+jwt", kid };
      const signed = (change: object, key: KeyObject | Uint8Array = privateKey, head: object = {}) =>
        new SignJWT({ ...claims, ...change }).setProtectedHeader({ ...header, ...head }).sign(key);
      const coded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
      const [, , signature] = person.accessToken.split(".");
      expect(await whoIs(await signed({}))).toBe(person.id); // so that each of the others has one fault alone
      const forged = {
        "alg none": `${coded({ ...header, alg: "none" })}.${coded(claims)}.`,
        "alg none, with a signature": `${coded({ ...header, alg: "none" })}.${coded(claims)}.${signature}`,
        "the signature of another token": `${coded(header)}.${coded(claims)}.${signature}`,
        "signed with another key of our name": await signed({}, generateKeyPairSync("ed25519").privateKey),
        "signed with the published key as a secret": await signed({}, Buffer.from(JSON.stringify(keys.jwks.keys[0])), { alg: "HS256" }),
        "a key of its own in the header": await signed({}, generateKeyPairSync("ed25519").privateKey, {
          kid: undefined,
          jwk: generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }),
        }),
        expired: await signed({ iat: now - 60, exp: now - 12 }),
        "from the future": await signed({ iat: now + 60, exp: now + 120 }),
        "of a year": await signed({ iat: now - 31_536_000, exp: now + 31_536_000 }),
        "for another audience": await signed({ aud: "elsewhere" }),
        "a refresh token": person.refreshToken,
      };
      for (const [what, token] of Object.entries(forged)) {
        expect({ what, who: await whoIs(token) }).toEqual({ what, who: null });
        const socket = await openSocket(api, token);
        expect({ what, acknowledged: socket.acknowledged, code: await socket.closed }).toEqual({ what, acknowledged: false, code: 4403 });
      }
      // Clocks of machines differ by seconds.
      expect(await whoIs(await signed({ iat: now - 60, exp: now - 2 }))).toBe(person.id);
      expect(await whoIs(await signed({ iat: now + 5, exp: now + 60 }))).toBe(person.id);
    });

    it("can be verified by anyone with the published keys", async () => {
      const { keys } = (await (await fetch(api.url.replace("/graphql", "/.well-known/jwks.json"))).json()) as {
        keys: Record<string, string>[];
      };
      const { kid } = JSON.parse(Buffer.from((await registered(api)).accessToken.split(".")[0]!, "base64url").toString()) as {
        kid: string;
      };
      expect(keys.map((key) => key.kid)).toContain(kid);
      expect(JSON.stringify(keys)).not.toContain('"d"');
    });
  });

  describe("with the refresh token in a cookie", () => {
    const ORIGIN = "https://app.codequest.example";
    let web: Api;
    beforeAll(async () => {
      web = await installation.startApi({ CORS_ORIGINS: ORIGIN });
    });

    const post = async (query: string, headers: Record<string, string> = {}) => {
      const response = await fetch(web.url, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ query }),
      });
      const cookie = response.headers.get("set-cookie");
      return {
        ...((await response.json()) as {
          data: Record<string, Record<string, string | null>>;
          errors?: { extensions: { code: string } }[];
        }),
        cookie,
        response,
      };
    };
    const BROWSER = { origin: ORIGIN, "x-csrf-protection": "1" };
    const loginOf = ({ email }: Person) =>
      `mutation { login(input: { email: "${email}", password: "${PASSWORD}", refreshTokenIn: COOKIE }) { accessToken refreshToken } }`;
    const REFRESH = "mutation { refreshSession { accessToken refreshToken } }";
    const sent = (cookie: string | null) => ({ cookie: cookie!.split(";")[0]! });

    it("keeps it out of reach of scripts, and goes on with it", async () => {
      const person = await registered(web);
      const first = await post(loginOf(person), BROWSER);
      expect(first.data.login!.refreshToken).toBeNull();
      const [named, ...attributes] = first.cookie!.split("; ");
      expect(named).toMatch(/^__Host-codequest-refresh=cqr_[\w.-]+$/);
      expect(attributes.sort()).toEqual(["HttpOnly", expect.stringMatching(/^Max-Age=\d+$/), "Path=/", "SameSite=Strict", "Secure"]);
      expect(first.response.headers.get("access-control-allow-credentials")).toBe("true");
      expect(first.response.headers.get("access-control-allow-origin")).toBe(ORIGIN);
      const second = await post(REFRESH, { ...BROWSER, ...sent(first.cookie) });
      expect(await whoIs(second.data.refreshSession!.accessToken!)).toBe(person.id);
      expect(second.data.refreshSession!.refreshToken).toBeNull();
      expect(second.cookie).not.toBe(first.cookie);
      const out = await post("mutation { logout { loggedOut } }", { ...BROWSER, ...sent(second.cookie) });
      expect(out.cookie).toContain("Max-Age=0");
      expect(await whoIs(second.data.refreshSession!.accessToken!)).toBeNull();
      const after = await post(REFRESH, { ...BROWSER, ...sent(second.cookie) });
      expect(after.errors![0]!.extensions.code).toBe("UNAUTHENTICATED");
      expect(after.cookie).toContain("Max-Age=0");
    });

    it.each<[string, Record<string, string>]>([
      ["another site", { origin: "https://evil.example", "x-csrf-protection": "1" }],
      ["a sibling of the site", { origin: "https://evil.codequest.example", "x-csrf-protection": "1" }],
      ["a page without an origin", { origin: "null", "x-csrf-protection": "1" }],
      ["the site, but without the header that no form can send", { origin: ORIGIN }],
    ])("refuses it from %s", async (_what, headers) => {
      const person = await registered(web);
      const { cookie } = await post(loginOf(person), BROWSER);
      expect((await post(REFRESH, { ...headers, ...sent(cookie) })).errors![0]!.extensions.code).toBe("FORBIDDEN");
      expect((await post("mutation { logout { loggedOut } }", { ...headers, ...sent(cookie) })).errors![0]!.extensions.code).toBe(
        "FORBIDDEN",
      );
      expect((await post(loginOf(person), headers)).errors![0]!.extensions.code).toBe("FORBIDDEN");
      expect((await post(REFRESH, { ...BROWSER, ...sent(cookie) })).errors).toBeUndefined();
    });

    it("offers no credentials to any origin that happens to ask", async () => {
      const { response } = await post("{ me { id } }", { origin: "https://evil.example" });
      expect(response.headers.get("access-control-allow-origin")).not.toBe("https://evil.example");
      const open = await fetch(api.url, {
        method: "POST",
        headers: { "content-type": "application/json", origin: "https://evil.example" },
        body: "{}",
      });
      expect(open.headers.get("access-control-allow-origin")).toBe("*");
      expect(open.headers.get("access-control-allow-credentials")).toBeNull();
    });
  });
});

describe("sessions while Redis is away", () => {
  let own: Awaited<ReturnType<typeof startServices<"redis">>>;
  let installation: Installation;
  let apis: [Api, Api];

  beforeAll(async () => {
    own = await startServices({ only: ["redis"] });
    installation = await createInstallation({ REDIS_URL: own.redis.url });
    apis = await Promise.all([installation.startApi(), installation.startApi()]);
  });

  afterAll(async () => {
    await installation?.stop();
    await own?.stop();
  });

  it("are looked up in PostgreSQL, end at once, and stay ended when Redis is back", async () => {
    const [here, there] = apis;
    const [gone, stays] = [await registered(here), await registered(here, someone())];
    const whoIs = (token: string, at: Api) => whoHolds(clientOf(at, token));
    for (const at of apis) expect(await whoIs(gone.accessToken, at)).toBe(gone.id);
    const socket = new WebSocket(there.wsUrl, "graphql-transport-ws");
    const closed = once(socket, "close").then(([code]) => code as number);
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${gone.accessToken}` } }));
    await once(socket, "message");

    await own.redis.stop();
    expect(await whoIs(stays.accessToken, there)).toBe(stays.id);
    await gone.client.request(LogoutDocument, { input: {} });
    for (const at of apis) expect(await whoIs(gone.accessToken, at)).toBeNull();
    expect(
      (await clientOf(there).request(RefreshSessionDocument, { input: { refreshToken: stays.refreshToken } })).refreshSession.user.id,
    ).toBe(stays.id);

    await own.redis.start();
    expect(await closed).toBe(4403);
    for (let round = 0; round < 20; round++) {
      for (const at of apis) expect(await whoIs(gone.accessToken, at)).toBeNull();
      await delay(100);
    }
    for (const at of apis) expect(await whoIs(stays.accessToken, at)).toBe(stays.id);
  });
});
