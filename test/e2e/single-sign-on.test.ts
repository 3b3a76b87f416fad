/** Single sign-on of organizations against a certified provider; reports and figures of organizations. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { newId } from "../../src/kernel/ids.js";
import { startCertifiedProvider, type CertifiedProvider } from "../support/certified-provider.js";
import { clientOf, type Client } from "../support/client.js";
import { WITHOUT_JUDGE } from "../support/events.js";
import * as documents from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { PASSWORD, registered, whoHolds, type Person } from "../support/people.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { sqlOf } from "../support/statements.js";

const WEB_URL = "https://app.codequest.example";
const DOMAIN = "acme.example";

let installation: Installation;
let api: Api;
let op: CertifiedProvider;
let anonymous: Client;
let owner: Awaited<ReturnType<typeof createLearner>>;
let organization: { id: string; slug: string };

beforeAll(async () => {
  op = await startCertifiedProvider();
  installation = await createInstallation({ WEB_URL, SSO_ISSUERS: "any" });
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  anonymous = clientOf(api);
  owner = await createInstructor(installation, api, "BUSINESS_PARTNER");
  organization = await create("acme", DOMAIN);
  await configure(organization.id);
});
afterAll(async () => {
  await installation?.stop();
  await op?.close();
});
beforeEach(() => {
  op.tamper = {};
  op.person = personAt(DOMAIN);
});

const personAt = (domain: string) => {
  const name = `p-${randomUUID().slice(0, 12)}`;
  return { sub: randomUUID(), email: `${name}@${domain}`, email_verified: true, name: "Ada Lovelace", preferred_username: name };
};
/** An organization of the owner with a verified domain. */
async function create(slug: string, domain: string): Promise<{ id: string; slug: string }> {
  const input = { name: `Organization ${slug}`, slug };
  const { id } = (await owner.request(documents.CreateOrganizationDocument, { input })).createOrganization.organization;
  await verify(id, domain);
  op.allow(`${WEB_URL}/sign-in/organizations/${keyOf(id)}`);
  return { id, slug };
}
const verify = (id: string, domain: string, verified = true) =>
  installation.sql(
    "insert into organization_domains (id, organization_id, domain, token, verified_at) values ($1, $2, $3, 'x', case when $4 then now() end)",
    [newId(), keyOf(id), domain, verified],
  );
const settings = (organizationId: string, change: object = {}) => ({
  ...{ organizationId, issuer: op.issuer, clientId: op.clientId, clientSecret: op.clientSecret, domains: [DOMAIN] },
  ...change,
});
async function configure(id: string, change: object = {}) {
  const { setOrganizationSingleSignOn } = await owner.request(documents.SetOrganizationSingleSignOnDocument, {
    input: settings(id, change),
  });
  return setOrganizationSingleSignOn.singleSignOn;
}
const begin = async (slug = organization.slug) =>
  (await anonymous.request(documents.StartSingleSignOnDocument, { input: { organization: slug } })).startSingleSignOn;
const comeBack = async (slug?: string) => {
  const { url, flow } = await begin(slug);
  return { flow, callbackUrl: await op.visit(url) };
};
type Back = Awaited<ReturnType<typeof comeBack>>;
const complete = async (input: Back) => (await anonymous.request(documents.CompleteSingleSignOnDocument, { input })).completeSingleSignOn;
const refusal = async (input: Back) => (await anonymous.errorOf(documents.CompleteSingleSignOnDocument, { input })).code;
const signIn = async (slug?: string) => complete(await comeBack(slug));
const refused = async (slug?: string) => refusal(await comeBack(slug));
/** An account with a password and a confirmed address at the domain. */
async function employee(domain = DOMAIN): Promise<Person> {
  const person = await registered(api, { email: `${randomUUID()}@${domain}` });
  await installation.sql("update users set email_verified_at = now() where id = $1", [person.id]);
  return person;
}
const membersOf = async (id: string) =>
  (await owner.request(documents.OrganizationMembersDocument, { id, first: 100 })).organization.members.nodes;
const membershipOf = async (id: string, userId: string) => (await membersOf(id)).find(({ user }) => user.id === userId);
const remove = async (id: string, userId: string) =>
  owner.request(documents.RemoveOrganizationMemberDocument, { input: { id: (await membershipOf(id, userId))!.id } });
const countOf = async (email: string) => (await installation.sql("select 1 from users where email = $1", [email])).length;

describe("single sign-on", () => {
  it("is configured by owners only, for verified domains, over https", async () => {
    const [manager, stranger] = [await createLearner(api), await createLearner(api)];
    await installation.sql(
      "insert into organization_members (id, organization_id, user_id, role, joined_by) values ($1, $2, $3, 'MANAGER', 'LINK')",
      [newId(), keyOf(organization.id), manager.userId],
    );
    await installation.sql("update organizations set seats_used = seats_used + 1 where id = $1", [organization.id]);
    const errorOf = (who: Client, change: object = {}) =>
      who.errorOf(documents.SetOrganizationSingleSignOnDocument, { input: settings(organization.id, change) });
    expect([(await errorOf(manager)).code, (await errorOf(stranger)).code]).toEqual(["FORBIDDEN", "NOT_FOUND"]);
    await verify(organization.id, "unverified.example", false);
    for (const [change, field] of [
      [{ domains: [DOMAIN, "unverified.example"] }, "input.domains.1"],
      [{ defaultRole: "OWNER" }, "input.defaultRole"],
      [{ issuer: "ftp://id.example" }, "input.issuer"],
      [{ issuer: "https://id.example/?a=b" }, "input.issuer"],
    ] as const) {
      const { code, extensions } = await errorOf(owner, change);
      expect([code, (extensions.fields as { field: string }[])[0]!.field]).toEqual(["BAD_USER_INPUT", field]);
    }
    const seen = async (who: Client) =>
      (await who.request(documents.OrganizationSingleSignOnDocument, { id: organization.id })).organization.singleSignOn;
    expect(await seen(owner)).toMatchObject({
      issuer: op.issuer,
      isConfidential: true,
      defaultRole: "LEARNER",
      enabled: true,
      enforced: false,
    });
    expect(await seen(manager)).toBeNull();
    const [{ sealed }] = (await installation.sql<{ sealed: string }>("select sealed_secret as sealed from organization_sign_ons")) as [
      { sealed: string },
    ];
    expect(sealed).not.toContain(op.clientSecret);
    await remove(organization.id, `${(await membersOf(organization.id)).find(({ user }) => user.username === manager.username)!.user.id}`);
  });

  it("tests the provider's documents, and says what is wrong", async () => {
    const other = await create("tested", "tested.example");
    const test = async (issuer: string) => {
      await configure(other.id, { issuer, domains: ["tested.example"] });
      return (await owner.request(documents.TestOrganizationSingleSignOnDocument, { input: { organizationId: other.id } }))
        .testOrganizationSingleSignOn;
    };
    expect(await test(op.issuer)).toMatchObject({ faults: [], singleSignOn: { testedAt: expect.any(String) } });
    for (const issuer of [`${op.issuer}/other`, op.issuer.replace("127.0.0.1", "localhost"), "http://127.0.0.1:9"])
      expect(await test(issuer)).toMatchObject({ faults: ["UNREACHABLE"], singleSignOn: { testedAt: null } });
    expect(await anonymous.errorOf(documents.StartSingleSignOnDocument, { input: { organization: other.slug } })).toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
    });
  });

  it("is offered by the domain alone", async () => {
    const { email } = await employee();
    const optionOf = async (address: string) =>
      (await anonymous.request(documents.SignInOptionsDocument, { email: address })).signInOptions.singleSignOn;
    expect(await optionOf(email)).toEqual({ organization: "acme", name: "Organization acme", required: false });
    expect(await optionOf(`NOBODY@${DOMAIN.toUpperCase()}`)).toEqual(await optionOf(email));
    expect(await optionOf(`x@sub.${DOMAIN}`)).toBeNull();
    expect(await optionOf("x@unverified.example")).toBeNull();
    expect((await anonymous.errorOf(documents.SignInOptionsDocument, { email: "none" })).code).toBe("BAD_USER_INPUT");
    const { url } = (await anonymous.request(documents.StartSingleSignOnDocument, { input: { email } })).startSingleSignOn;
    expect(new URL(String(url)).searchParams.get("login_hint")).toBe(email);
    for (const input of [{}, { organization: "acme", email }])
      expect((await anonymous.errorOf(documents.StartSingleSignOnDocument, { input })).code).toBe("BAD_USER_INPUT");
    for (const input of [{ organization: "none" }, { email: "x@none.example" }])
      expect((await anonymous.errorOf(documents.StartSingleSignOnDocument, { input })).code).toBe("NOT_FOUND");
  });

  it("makes a new account a member, by code flow with PKCE, state and nonce, and finds it again", async () => {
    const { user, accessToken } = await signIn();
    expect(user).toMatchObject({ email: op.person.email, displayName: "Ada Lovelace" });
    expect(op.requests.at(-1)!.get("code_challenge_method")).toBe("S256");
    expect(await membershipOf(organization.id, user!.id)).toMatchObject({ role: "LEARNER", joinedBy: "SSO" });
    const sessions = await installation.sql("select method from sessions where user_id = $1 and organization_id = $2", [
      user!.id,
      organization.id,
    ]);
    expect(sessions).toEqual([{ method: "SSO" }]);
    expect(await whoHolds(clientOf(api, accessToken))).toBe(user!.id);
    op.person = { ...op.person, email: `renamed-${op.person.email}` };
    expect((await signIn()).user!.id).toBe(user!.id);
  });

  it("links an account with the same confirmed address, and takes over one that nobody confirmed", async () => {
    const person = await employee();
    op.person = { ...op.person, email: person.email };
    expect((await signIn()).user!.id).toBe(person.id);
    expect(await whoHolds(person.client)).toBe(person.id);
    // The address was given to somebody else at the provider.
    op.person = { ...op.person, sub: randomUUID() };
    expect(await refused()).toBe("CONFLICT");

    const squatter = await registered(api, { email: `${randomUUID()}@${DOMAIN}` });
    op.person = { ...personAt(DOMAIN), email: squatter.email };
    expect((await signIn()).user!.id).toBe(squatter.id);
    expect(await whoHolds(squatter.client)).toBeNull();
    const login = { input: { email: squatter.email, password: PASSWORD } };
    expect((await anonymous.errorOf(documents.LoginDocument, login)).code).toBe("UNAUTHENTICATED");
  });

  it("signs in to no account with an address elsewhere, of an admin, or suspended", async () => {
    const { user } = await signIn();
    const set = (column: string, value: string | null) =>
      installation.sql(`update users set ${column} = $2 where id = $1`, [user!.id, value]);
    await set("email", `${randomUUID()}@elsewhere.example`);
    expect(await refused()).toBe("FORBIDDEN");
    await set("email", op.person.email!);
    await set("role", "ADMIN");
    expect(await refused()).toBe("FORBIDDEN");
    await set("role", "LEARNER");
    await installation.sql("update users set suspended_at = now() where id = $1", [user!.id]);
    expect(await refused()).toBe("FORBIDDEN");
  });

  it("believes no address that is foreign, missing or not confirmed", async () => {
    const base = op.person;
    for (const change of [
      { email_verified: false },
      { email_verified: undefined },
      { email: undefined },
      { email: `x@sub.${DOMAIN}` },
      { email: "x@codequest.example" },
    ]) {
      op.person = { ...base, sub: randomUUID(), ...change } as typeof base;
      expect([change, await refused()]).toEqual([change, "FORBIDDEN"]);
    }
    expect(await countOf(base.email!)).toBe(0);
  });

  it("refuses ID tokens of another issuer, for another client, with another nonce, or expired", async () => {
    for (const claims of [
      { iss: "https://evil.example" },
      { aud: "another" },
      { nonce: "another" },
      { exp: Math.floor(Date.now() / 1000) - 600 },
    ]) {
      op.tamper = { claims };
      expect([claims, await refused()]).toEqual([claims, "UNAUTHENTICATED"]);
    }
    expect(await countOf(op.person.email!)).toBe(0);
  });

  it("knows a new key at once, and no longer a removed one", async () => {
    const { user } = await signIn();
    const old = op.rotate();
    expect((await signIn()).user!.id).toBe(user!.id);
    op.tamper = { key: old };
    expect(await refused()).toBe("UNAUTHENTICATED");
  });

  it("takes a flow and a code once, and no answer to another flow", async () => {
    const used = await comeBack();
    await complete(used);
    expect(await refusal(used)).toBe("BAD_USER_INPUT");
    // The code again, with the state of a new flow.
    const fresh = await begin();
    const replay = new URL(used.callbackUrl);
    replay.searchParams.set("state", new URL(String(fresh.url)).searchParams.get("state")!);
    expect(await refusal({ flow: fresh.flow, callbackUrl: replay.href })).toBe("UNAUTHENTICATED");
    const [victim, attacker] = [await comeBack(), await comeBack()];
    expect(await refusal({ flow: victim.flow, callbackUrl: attacker.callbackUrl })).toBe("UNAUTHENTICATED");
    const good = await comeBack();
    for (const change of [
      { flow: "made up" },
      { callbackUrl: "none" },
      { callbackUrl: good.callbackUrl.replace(keyOf(organization.id), newId()) },
    ])
      expect(await refusal({ ...good, ...change })).toBe("BAD_USER_INPUT");
    await complete(good);
  });

  it("needs a seat and an active organization, and writes nothing without", async () => {
    const [{ used }] = (await installation.sql<{ used: number }>("select seats_used as used from organizations where id = $1", [
      organization.id,
    ])) as [{ used: number }];
    const limit = (seats: number | null) =>
      installation.sql("update organizations set seat_limit = $2 where id = $1", [organization.id, seats]);
    await limit(used);
    const full = await comeBack();
    expect(await anonymous.errorOf(documents.CompleteSingleSignOnDocument, { input: full })).toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("seats"),
    });
    await limit(null);
    const begun = await comeBack();
    const state = (to: string) => installation.sql("update organizations set state = $2 where id = $1", [organization.id, to]);
    await state("SUSPENDED");
    expect(await refusal(begun)).toBe("FORBIDDEN");
    expect((await anonymous.errorOf(documents.StartSingleSignOnDocument, { input: { organization: "acme" } })).code).toBe("NOT_FOUND");
    await state("ACTIVE");
    expect(await countOf(op.person.email!)).toBe(0);
    expect(await installation.sql("select 1 from organization_identities where subject = $1", [op.person.sub])).toEqual([]);
  });

  it("can be required of members, of whom owners keep their password and API tokens stay", async () => {
    const other = await create("strict", "strict.example");
    await configure(other.id, { domains: ["strict.example"] });
    const person = await employee("strict.example");
    op.person = { ...op.person, email: person.email };
    const session = await signIn(other.slug);
    const token = await person.client.request(documents.CreateApiTokenDocument, {
      input: { name: "x", scopes: ["account:read"], expiresInDays: 1, password: PASSWORD },
    });
    await configure(other.id, { domains: ["strict.example"], enforced: true });
    const login = (email: string) => ({ input: { email, password: PASSWORD } });
    expect(await anonymous.errorOf(documents.LoginDocument, login(person.email))).toMatchObject({
      code: "SSO_REQUIRED",
      extensions: { organization: "strict" },
    });
    expect((await anonymous.errorOf(documents.LoginDocument, { input: { email: person.email, password: "wrong" } })).code).toBe(
      "UNAUTHENTICATED",
    );
    // What is open stays open.
    expect(await whoHolds(person.client)).toBe(person.id);
    expect(await whoHolds(clientOf(api, token.createApiToken.token))).toBe(person.id);
    // Another address of the domain, which is no member; and the owner.
    const outsider = await employee("strict.example");
    await anonymous.request(documents.LoginDocument, login(outsider.email));
    await installation.sql("update users set email = $2, email_verified_at = now() where id = $1", [owner.userId, "boss@strict.example"]);
    await anonymous.request(documents.LoginDocument, login("boss@strict.example"));
    expect((await signIn(other.slug)).user!.id).toBe(person.id);

    await remove(other.id, person.id);
    expect(await whoHolds(clientOf(api, session.accessToken))).toBeNull();
    expect(await whoHolds(person.client)).toBe(person.id);
    await anonymous.request(documents.LoginDocument, login(person.email));
  });

  it("ends its sessions, and nothing else, when it is removed", async () => {
    const other = await create("leaving", "leaving.example");
    await configure(other.id, { domains: ["leaving.example"] });
    const person = await employee("leaving.example");
    op.person = { ...op.person, email: person.email };
    const { accessToken } = await signIn(other.slug);
    await configure(other.id, { domains: ["leaving.example"], enabled: false });
    expect(await whoHolds(clientOf(api, accessToken))).toBe(person.id);
    expect((await anonymous.errorOf(documents.StartSingleSignOnDocument, { input: { organization: other.slug } })).code).toBe("NOT_FOUND");
    await owner.request(documents.RemoveOrganizationSingleSignOnDocument, { input: { organizationId: other.id } });
    expect(await whoHolds(clientOf(api, accessToken))).toBeNull();
    expect(await whoHolds(person.client)).toBe(person.id);
    expect(await membershipOf(other.id, person.id)).toBeDefined();
  });

  it("leaves no code, secret or token in the log", () => {
    expect(api.logs()).toContain("single sign-on failed");
    expect(api.logs()).not.toMatch(/@acme\.example|eyJ|code=|secret-of-the-certified-provider/);
  });
});

describe("figures of an organization", () => {
  it("count what its members did, for staff, and are reported by a worker", async () => {
    const other = await create("figures", "figures.example");
    const [learner, stranger] = [await createLearner(api), await createLearner(api)];
    await installation.sql(
      "insert into organization_members (id, organization_id, user_id, role, joined_by) values ($1, $2, $3, 'LEARNER', 'LINK')",
      [newId(), keyOf(other.id), learner.userId],
    );
    await installation.sql("update organizations set seats_used = 2 where id = $1", [other.id]);
    const { organizationAnalytics: figures } = await owner.request(documents.OrganizationAnalyticsDocument, { id: other.id });
    expect(figures).toMatchObject({ members: 2, learners: 1, activeMembers7Days: 2, tracksCompleted: 0, organization: { seatsUsed: 2 } });
    const statements = await sqlOf(api, () => owner.request(documents.OrganizationAnalyticsDocument, { id: other.id }));
    expect(statements.length).toBe(3);
    expect([figures.days.length, figures.weeks.length]).toEqual([28, 12]);
    expect(figures.days.reduce((sum, { members }) => sum + members, 0)).toBeGreaterThanOrEqual(2);
    expect((await learner.errorOf(documents.OrganizationAnalyticsDocument, { id: other.id })).code).toBe("FORBIDDEN");
    expect((await stranger.errorOf(documents.OrganizationAnalyticsDocument, { id: other.id })).code).toBe("NOT_FOUND");

    const report = async (format: string) => {
      const input = { organizationId: other.id, format: format as never };
      const { url, sizeBytes } = (await owner.request(documents.ReportOrganizationProgressDocument, { input })).reportOrganizationProgress;
      const content = await (await fetch(String(url))).text();
      expect(sizeBytes).toBe(Buffer.byteLength(content));
      return content;
    };
    expect((await report("CSV")).split("\r\n")[0]).toBe(
      "username,displayName,email,role,joinedOn,enrolledTracks,completedTracks,solvedProblems,activeDays28,lastActiveOn",
    );
    const lines = JSON.parse(await report("JSON")) as { username: string; solvedProblems: number; lastActiveOn: string }[];
    expect(lines.find(({ username }) => username === learner.username)).toMatchObject({
      solvedProblems: 0,
      lastActiveOn: expect.any(String),
    });
    const input = { organizationId: other.id, format: "CSV" as never };
    expect((await learner.errorOf(documents.ReportOrganizationProgressDocument, { input })).code).toBe("FORBIDDEN");
  });
});
