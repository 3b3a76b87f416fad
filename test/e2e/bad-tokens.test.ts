/** What clients are answered when a credential can't be honoured, over HTTP and over the WebSocket. */
import { CreateApiTokenDocument, RevokeApiTokenDocument } from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { ownTokens, PASSWORD, registered, sessionIdOf, type Person } from "../support/people.js";
import { startProxy, type Proxy } from "../support/proxy.js";
import { openSocket } from "../support/socket.js";

let installation: Installation;
let api: Api;
let database: Proxy;
let redis: Proxy;

beforeAll(async () => {
  [database, redis] = await Promise.all([startProxy(process.env.DATABASE_URL!), startProxy(process.env.REDIS_URL!)]);
  installation = await createInstallation();
  api = await installation.startApi({
    DATABASE_URL: database.through(installation.env.DATABASE_URL!),
    REDIS_URL: redis.through(installation.env.REDIS_URL!),
  });
});

afterAll(async () => {
  await installation?.stop();
  await Promise.all([database?.close(), redis?.close()]);
});

interface Data {
  id: string;
  accessToken: string;
  refreshToken: string;
  loggedOut: boolean;
}

async function post(authorization: string | undefined, query = "{ me { id } }") {
  const response = await fetch(api.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization === undefined ? {} : { authorization }) },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as {
    data?: Record<string, Data | null>;
    errors?: { extensions: Record<string, unknown> }[];
  };
  return { status: response.status, data, error: errors?.[0]?.extensions, challenge: response.headers.get("www-authenticate") };
}

const expired = async ({ id, accessToken }: Person) => {
  const { token } = await (await ownTokens(-60)).issue({ userId: id, sessionId: sessionIdOf(accessToken) });
  return token;
};

async function apiTokenOf({ id, client }: Person) {
  await installation.sql("update users set email_verified_at = now() where id = $1", [id]);
  const input = { name: "ci", scopes: ["account:read"], expiresInDays: 1, password: PASSWORD };
  const { token, apiToken } = (await client.request(CreateApiTokenDocument, { input })).createApiToken;
  return { token, id: apiToken.id };
}

const CASES: Record<string, () => Promise<[token: string, reason: string]>> = {
  "an expired access token": async () => [`Bearer ${await expired(await registered(api))}`, "EXPIRED"],
  "the access token of a session that was signed out": async () => {
    const person = await registered(api);
    await post(`Bearer ${person.accessToken}`, "mutation { logout(input: {}) { loggedOut } }");
    return [`Bearer ${person.accessToken}`, "ENDED"];
  },
  "the access token of a session of which no row is left": async () => {
    const person = await registered(api);
    await installation.sql("delete from sessions where user_id = $1", [person.id]);
    return [`Bearer ${person.accessToken}`, "ENDED"];
  },
  "the access token of a suspended account": async () => {
    const person = await registered(api);
    await installation.sql("update users set suspended_at = now() where id = $1", [person.id]);
    return [`Bearer ${person.accessToken}`, "ENDED"];
  },
  "an API token whose time is over": async () => {
    const { token, id } = await apiTokenOf(await registered(api));
    await installation.sql("update api_tokens set expires_at = now() - interval '1 second' where id = $1", [id]);
    return [`Bearer ${token}`, "EXPIRED"];
  },
  "a revoked API token": async () => {
    const person = await registered(api);
    const { token, id } = await apiTokenOf(person);
    await person.client.request(RevokeApiTokenDocument, { input: { id } });
    return [`Bearer ${token}`, "ENDED"];
  },
  "an API token that was never made": async () => [`Bearer cqp_${"A".repeat(43)}`, "INVALID"],
  "a refresh token": async () => [`Bearer ${(await registered(api)).refreshToken}`, "INVALID"],
  "a word": async () => ["Bearer undefined", "INVALID"],
  "a scheme alone": async () => ["Bearer", "INVALID"],
  "another scheme": async () => ["Basic bGVhcm5lcjpzZWNyZXQ=", "INVALID"],
};

describe("a credential that can't be honoured", () => {
  it.each(Object.keys(CASES))("is answered with 401 and the reason: %s", async (name) => {
    const [authorization, reason] = await CASES[name]!();
    const refused = await post(authorization);
    expect(refused).toMatchObject({ status: 401, data: undefined, error: { code: "UNAUTHENTICATED", reason } });
    expect(refused.challenge).toMatch(/^Bearer error="invalid_token"/);
    const socket = await openSocket(api, { token: authorization.replace(/^Bearer ?/, "") || " " });
    expect(await socket.closed).toEqual({ code: 4403, reason });
  });

  it("refuses a whole request of which a part would work without", async () => {
    const person = await registered(api);
    const login = `login(input: { email: "${person.email}", password: "${PASSWORD}" }) { accessToken }`;
    const both = `mutation { ${login} requestDataExport(input: { password: "${PASSWORD}" }) { __typename } }`;
    expect(await post(`Bearer ${await expired(person)}`, both)).toMatchObject({ status: 401, data: undefined });
    expect(await post("Bearer x", "{ __typename }")).toMatchObject({ status: 401 });
  });

  it("is nobody's who sends none", async () => {
    expect(await post(undefined)).toMatchObject({ status: 200, data: { me: null }, error: undefined });
    expect(await post("")).toMatchObject({ status: 200, data: { me: null }, error: undefined });
  });
});

describe("what opens, renews or ends a session", () => {
  it("works with an expired access token", async () => {
    const person = await registered(api);
    const old = `Bearer ${await expired(person)}`;
    const login = `mutation { login(input: { email: "${person.email}", password: "${PASSWORD}" }) { accessToken user { email } } }`;
    expect((await post(old, login)).data!.login).toMatchObject({ accessToken: expect.any(String), user: { email: person.email } });
    const inFragment = `mutation { __typename ...Refresh } fragment Refresh on Mutation { ... { refreshSession(input: { refreshToken: "${person.refreshToken}" }) { accessToken refreshToken } } }`;
    const { accessToken, refreshToken } = (await post(old, inFragment)).data!.refreshSession!;
    expect((await post(`Bearer ${accessToken}`)).data!.me!.id).toBe(person.id);
    const logout = `mutation { logout(input: { refreshToken: "${refreshToken}" }) { loggedOut } }`;
    expect((await post(old, logout)).data!.logout!.loggedOut).toBe(true);
    expect((await post(`Bearer ${accessToken}`)).error).toMatchObject({ reason: "ENDED" });
  });

  it.each([
    ["sendVerificationEmail", `sendVerificationEmail(input: { email: "nobody@codequest.example" }) { __typename }`],
    ["requestPasswordReset", `requestPasswordReset(input: { email: "nobody@codequest.example" }) { __typename }`],
    ["resetPassword", `resetPassword(input: { token: "x", newPassword: "${PASSWORD}" }) { __typename }`],
    ["verifyEmail", `verifyEmail(input: { token: "x" }) { __typename }`],
    ["completeLogin", `completeLogin(input: { challenge: "x", code: "123456" }) { __typename }`],
    ["startProviderSignIn", `startProviderSignIn(input: { provider: "x" }) { __typename }`],
  ])("is not refused for the token: %s", async (_name, field) => {
    const { status, error } = await post("Bearer x", `mutation { ${field} }`);
    expect(status).toBe(200);
    expect(error?.reason).toBeUndefined();
    expect(error?.code).not.toBe("GRAPHQL_VALIDATION_FAILED");
  });
});

describe("a session that can't be looked up", () => {
  it("is answered with 503, never with 401, and closes sockets with 1013", async () => {
    const [person, other] = [await registered(api), await registered(api)];
    redis.cut();
    database.cut();
    const away = await post(`Bearer ${person.accessToken}`);
    expect(away).toMatchObject({ status: 503, error: { code: "SERVICE_UNAVAILABLE", retryAfterMs: expect.any(Number) } });
    expect((await (await openSocket(api, { token: person.accessToken })).closed).code).toBe(1013);
    redis.pass();
    database.pass();
    for (;;) {
      const { status, data } = await post(`Bearer ${other.accessToken}`);
      if (status === 503) continue;
      expect({ status, data }).toEqual({ status: 200, data: { me: { id: other.id } } });
      break;
    }
    const socket = await openSocket(api, { token: person.accessToken });
    await socket.acknowledged();
    socket.close();
  });
});
