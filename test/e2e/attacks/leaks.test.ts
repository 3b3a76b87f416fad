/** What outlives its end, and what is told that should not be. */
import { Redis } from "ioredis";
import { createInstallation, type Api, type Installation } from "../../support/installation.js";
import { PASSWORD, registered } from "../../support/people.js";
import { createInstructor, createLearner, createProblem } from "../../support/scenario.js";
import { startServices } from "../../support/services.js";
import type { Answer } from "../../support/socket.js";

let installation: Installation;
let api: Api;

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi();
});

afterAll(() => installation?.stop());

async function ask(query: string, variables: object = {}, token: string | null = null): Promise<Answer> {
  const response = await fetch(api.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

it("the statement of a locked problem can't be searched, nor ranked, nor excluded by", async () => {
  const { id } = await createProblem(installation, api);
  await installation.sql(
    "update problems set premium = true, title = 'Locked zebra', statement = 'The answer is xylophone.' where id = $1",
    [id],
  );
  const learner = await createLearner(api);
  const editor = await createInstructor(installation, api, "ADMIN");
  const found = async (search: string, token: string | null) => {
    const { data, errors } = await ask(
      "query ($search: String) { problems(search: $search) { edges { node { title } } } problemFacets(search: $search) { total } }",
      { search },
      token,
    );
    expect(errors).toBeUndefined();
    const { problems, problemFacets } = data as { problems: { edges: unknown[] }; problemFacets: { total: number } };
    expect(problemFacets.total).toBe(problems.edges.length);
    return problems.edges.length;
  };
  for (const token of [null, learner.token]) {
    expect([await found("xylophone", token), await found("zebra", token), await found("zebra -xylophone", token)]).toEqual([0, 1, 1]);
  }
  expect([await found("xylophone", editor.token), await found("zebra -xylophone", editor.token)]).toEqual([1, 0]);
});

it.each([
  [undefined, false],
  [false, true],
])(
  "API tokens after a new password with revokeApiTokens %s: alive is %s",
  async (revokeApiTokens, alive) => {
    const person = await registered(api);
    await installation.sql("update users set email_verified_at = now() where id = $1", [person.id]);
    const token = { name: "ci", scopes: ["account:read"], expiresInDays: 1, password: PASSWORD };
    const made = await ask(
      "mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token } }",
      { input: token },
      person.accessToken,
    );
    expect(made.errors).toBeUndefined();
    const apiToken = (made.data as { createApiToken: { token: string } }).createApiToken.token;
    const input = { currentPassword: PASSWORD, newPassword: "Sesame-Open-2", ...(revokeApiTokens !== undefined && { revokeApiTokens }) };
    const changed = await ask(
      "mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { user { id } } }",
      { input },
      person.accessToken,
    );
    expect(changed.errors).toBeUndefined();
    const { data } = await ask("{ me { id } }", {}, apiToken);
    expect((data as { me: unknown } | null)?.me != null).toBe(alive);
  },
  300_000,
);

it("a title takes no line breaks", async () => {
  const author = await createInstructor(installation, api);
  const input = { title: "Sum\r\nBcc: everyone", statement: "Add.", difficulty: "EASY" };
  const { errors } = await ask(
    "mutation ($input: CreateProblemInput!) { createProblem(input: $input) { problem { id } } }",
    { input },
    author.token,
  );
  expect(errors![0]!.extensions.code).toBe("BAD_USER_INPUT");
});

it("a Redis that refuses writes is not ready", async () => {
  const own = await startServices({ only: ["redis"] });
  const redis = new Redis(own.env.REDIS_URL!);
  const other = await installation.startApi({ REDIS_URL: own.env.REDIS_URL });
  const ready = async () => (await (await fetch(other.url.replace("/graphql", "/ready"))).json()) as { parts: { redis: boolean } };
  expect((await ready()).parts.redis).toBe(true);
  await redis.config("SET", "maxmemory", "1");
  expect((await ready()).parts.redis).toBe(false);
  redis.disconnect();
  await other.stop();
  await own.stop();
});

it("the embedded object storage answers no request without a signature", async () => {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket } = installation.env;
  for (const path of ["", `/${bucket}`, `/${bucket}/tests/anything`]) {
    expect((await fetch(`${endpoint}${path}`)).status).toBe(403);
    expect((await fetch(`${endpoint}${path}`, { method: "PUT", body: "x" })).status).toBe(403);
  }
});
