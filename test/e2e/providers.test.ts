import { generateKeyPairSync, randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { clientOf, type Client } from "../support/client.js";
import {
  CompleteLoginDocument,
  CompleteProviderSignInDocument,
  ConfirmTwoFactorDocument,
  LinkProviderDocument,
  LoginDocument,
  MySecurityDocument,
  SignInProvidersDocument,
  StartProviderLinkDocument,
  StartProviderSignInDocument,
  StartTwoFactorDocument,
  UnlinkProviderDocument,
} from "../support/generated.js";
import { globalId } from "../../src/kernel/global-id.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { startOpenIdProvider, type OpenIdProvider } from "../support/openid-provider.js";
import { PASSWORD, registered, someone, whoHolds } from "../support/people.js";

describe("signing in with a provider", () => {
  let trusted: OpenIdProvider;
  let wary: OpenIdProvider;
  let installation: Installation;
  let api: Api;
  let anonymous: Client;

  beforeAll(async () => {
    [trusted, wary] = await Promise.all([startOpenIdProvider(), startOpenIdProvider()]);
    const of = ({ issuer, clientId, clientSecret }: OpenIdProvider) => ({ issuer, clientId, clientSecret });
    const providers = [
      { id: "acme", name: "Acme", ...of(trusted), trustEmail: true },
      { id: "wary", name: "Wary", ...of(wary) },
      { id: "gone", name: "Gone", issuer: "http://127.0.0.1:9", clientId: "x", clientSecret: "y" },
    ];
    installation = await createInstallation({ OIDC_PROVIDERS: JSON.stringify(providers), WEB_URL: "https://app.codequest.example/" });
    api = await installation.startApi();
    anonymous = clientOf(api);
  });

  afterAll(async () => {
    await installation?.stop();
    await Promise.all([trusted?.close(), wary?.close()]);
  });

  beforeEach(() => {
    for (const provider of [trusted, wary]) {
      provider.person = {
        sub: randomUUID(),
        email: someone().email,
        email_verified: true,
        name: "Ada Lovelace",
        preferred_username: "Ada.Lovelace",
      };
      provider.misbehave = {};
    }
  });

  const begin = async (provider = "acme") =>
    (await anonymous.request(StartProviderSignInDocument, { input: { provider } })).startProviderSignIn;
  const comeBack = async (provider = "acme", at = trusted) => {
    const { url, flow } = await begin(provider);
    return { flow, callbackUrl: await at.visit(url) };
  };
  const complete = async (input: { flow: string; callbackUrl: string }) =>
    (await anonymous.request(CompleteProviderSignInDocument, { input })).completeProviderSignIn;
  const completeError = (input: { flow: string; callbackUrl: string }) => anonymous.errorOf(CompleteProviderSignInDocument, { input });
  const me = async (token: string | null) => (await clientOf(api, token).request(MySecurityDocument)).me;

  it("lists the providers there are", async () => {
    const { signInProviders } = await anonymous.request(SignInProvidersDocument);
    expect(signInProviders).toEqual([
      { id: globalId("SignInProvider", "acme"), slug: "acme", name: "Acme" },
      { id: globalId("SignInProvider", "wary"), slug: "wary", name: "Wary" },
      { id: globalId("SignInProvider", "gone"), slug: "gone", name: "Gone" },
    ]);
    const begun = await anonymous.request(StartProviderSignInDocument, { input: { provider: signInProviders[0]!.id } });
    expect(begun.startProviderSignIn.flow).toEqual(expect.any(String));
  });

  it("goes by code flow with PKCE S256, state and nonce", async () => {
    await comeBack();
    const sent = trusted.requests.at(-1)!;
    expect(Object.fromEntries(sent)).toMatchObject({
      response_type: "code",
      client_id: "codequest",
      redirect_uri: "https://app.codequest.example/sign-in/acme",
      code_challenge_method: "S256",
      scope: "openid email profile",
    });
    for (const name of ["code_challenge", "state", "nonce"]) expect(sent.get(name)!.length).toBeGreaterThan(40);
  });

  it("makes an account the first time, and finds it again whatever the address is by then", async () => {
    const { email } = trusted.person;
    const first = await complete(await comeBack());
    expect(first.user).toMatchObject({ email, displayName: "Ada Lovelace", role: "LEARNER" });
    expect(first.user!.username).toMatch(/^ada-lovelace/);
    expect(await me(first.accessToken)).toMatchObject({
      emailVerifiedAt: expect.any(String),
      signInMethods: ["acme"],
      linkedProviders: [{ provider: "acme", lastUsedAt: expect.any(String) }],
    });
    trusted.person = { ...trusted.person, email: someone().email };
    const second = await complete(await comeBack());
    expect(second.user).toMatchObject({ id: first.user!.id, email });
    expect((await anonymous.errorOf(LoginDocument, { input: { email: email!, password: "" } })).code).toBe("UNAUTHENTICATED");
  });

  it.each(["admin", "日本", "x", "a".repeat(100), "<script>"])("finds a username for who is called %j", async (preferred_username) => {
    trusted.person = { ...trusted.person, preferred_username, name: "\u202E evil \0" };
    const { user } = await complete(await comeBack());
    expect(user!.username).toMatch(/^[a-z0-9_-]{3,30}$/);
    expect(user!.username).not.toBe("admin");
    expect(user!.displayName).toBe(user!.username);
  });

  it("signs in to the account with the same, confirmed address, where the provider is trusted", async () => {
    const person = await registered(api);
    await installation.sql("update users set email_verified_at = now() where id = $1", [person.id]);
    trusted.person = { ...trusted.person, email: person.email.toUpperCase() };
    const { user } = await complete(await comeBack());
    expect(user!.id).toBe(person.id);
    expect((await me(person.accessToken))!.signInMethods).toEqual(["PASSWORD", "acme"]);
  });

  it("does not, where it is not: the account's owner links it by hand", async () => {
    const person = await registered(api);
    await installation.sql("update users set email_verified_at = now() where id = $1", [person.id]);
    wary.person = { ...wary.person, email: person.email };
    expect((await completeError(await comeBack("wary", wary))).code).toBe("CONFLICT");
    expect((await me(person.accessToken))!.signInMethods).toEqual(["PASSWORD"]);

    const { startProviderLink } = await person.client.request(StartProviderLinkDocument, { input: { provider: "wary" } });
    const input = { flow: startProviderLink.flow, callbackUrl: await wary.visit(startProviderLink.url) };
    await person.client.request(LinkProviderDocument, { input });
    expect((await complete(await comeBack("wary", wary))).user!.id).toBe(person.id);
  });

  it("gives an account that someone made with another's address to the owner of the mailbox, and puts the maker out", async () => {
    const squatter = await registered(api);
    trusted.person = { ...trusted.person, email: squatter.email };
    const { user, accessToken } = await complete(await comeBack());
    expect(user!.id).toBe(squatter.id);
    expect(await whoHolds(squatter.client)).toBeNull();
    expect((await anonymous.errorOf(LoginDocument, { input: { email: squatter.email, password: PASSWORD } })).code).toBe("UNAUTHENTICATED");
    expect((await me(accessToken))!.signInMethods).toEqual(["acme"]);
  });

  it("opens no account that is deleted, whatever of it is still to be removed", async () => {
    const { user } = await complete(await comeBack());
    await installation.sql("update users set email = null, deleted_at = now() where id = $1", [user!.id]);
    expect((await completeError(await comeBack())).code).toBe("UNAUTHENTICATED");
    expect(await installation.sql("select 1 from sessions where user_id = $1", [user!.id])).toHaveLength(1);
  });

  it("believes no address that the provider has not confirmed", async () => {
    for (const change of [{ email_verified: false }, { email_verified: undefined }, { email: undefined }, { email: "no address" }]) {
      trusted.person = { ...trusted.person, sub: randomUUID(), ...change };
      expect((await completeError(await comeBack())).code).toBe("FORBIDDEN");
    }
  });

  it("asks for the second step where the account has one", async () => {
    const { accessToken } = await complete(await comeBack());
    const client = clientOf(api, accessToken);
    const { startTwoFactor } = await client.request(StartTwoFactorDocument, { input: {} });
    const totp = new TOTP({ secret: Secret.fromBase32(startTwoFactor.manualEntryKey) });
    await client.request(ConfirmTwoFactorDocument, { input: { code: totp.generate({ timestamp: Date.now() - 30_000 }) } });
    const again = await complete(await comeBack());
    expect(again).toMatchObject({ accessToken: null, user: null });
    const { completeLogin } = await anonymous.request(CompleteLoginDocument, {
      input: { challenge: again.twoFactor!.challenge, code: totp.generate() },
    });
    expect(completeLogin.user.email).toBe(trusted.person.email);
  });

  it.each<[string, () => OpenIdProvider["misbehave"]]>([
    ["signed by another key", () => ({ key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey })],
    ["with another nonce", () => ({ claims: { nonce: "another" } })],
    ["for another client", () => ({ claims: { aud: "another" } })],
    ["of another issuer", () => ({ claims: { iss: "https://evil.example" } })],
    ["that has expired", () => ({ claims: { exp: Math.floor(Date.now() / 1000) - 600 } })],
  ])("refuses an ID token %s", async (_what, misbehaviour) => {
    trusted.misbehave = misbehaviour();
    expect((await completeError(await comeBack())).code).toBe("UNAUTHENTICATED");
  });

  it("refuses a code of another browser, another state, a code used twice, and what the provider refused", async () => {
    const [victim, attacker] = [await comeBack(), await comeBack()];
    // Sign-in forced on a victim: their flow with the attacker's answer.
    expect((await completeError({ flow: victim.flow, callbackUrl: attacker.callbackUrl })).code).toBe("UNAUTHENTICATED");
    const changed = new URL(victim.callbackUrl);
    changed.searchParams.set("state", "another");
    expect((await completeError({ ...victim, callbackUrl: changed.href })).code).toBe("UNAUTHENTICATED");
    const denied = new URL(victim.callbackUrl);
    denied.search = `?error=access_denied&state=${new URL(victim.callbackUrl).searchParams.get("state")}`;
    expect((await completeError({ ...victim, callbackUrl: denied.href })).code).toBe("UNAUTHENTICATED");
    const good = await comeBack();
    expect((await complete(good)).accessToken).toBeTruthy();
    expect((await completeError(good)).code).toBe("UNAUTHENTICATED");
  });

  it("refuses flows that are made up, of a link, or of another account, and addresses that are none", async () => {
    const good = await comeBack();
    const [one, other] = [await registered(api), await registered(api)];
    const { startProviderLink } = await one.client.request(StartProviderLinkDocument, { input: { provider: "acme" } });
    const link = { flow: startProviderLink.flow, callbackUrl: await trusted.visit(startProviderLink.url) };
    const codes = [
      await completeError({ ...good, flow: "made up" }),
      await completeError(link),
      await other.client.errorOf(LinkProviderDocument, { input: link }),
      await one.client.errorOf(LinkProviderDocument, { input: good }),
      await completeError({ ...good, callbackUrl: "not an address" }),
    ].map(({ code }) => code);
    expect(codes).toEqual(Array(5).fill("BAD_USER_INPUT"));
  });

  it("says when a provider is away or not there", async () => {
    expect((await anonymous.errorOf(StartProviderSignInDocument, { input: { provider: "gone" } })).code).toBe("PROVIDER_UNAVAILABLE");
    expect((await anonymous.errorOf(StartProviderSignInDocument, { input: { provider: "none" } })).code).toBe("NOT_FOUND");
  });

  it("links an identity to one account only, and cuts no account's last way in", async () => {
    const { accessToken } = await complete(await comeBack());
    const owner = clientOf(api, accessToken);
    const other = await registered(api);
    const { startProviderLink } = await other.client.request(StartProviderLinkDocument, { input: { provider: "acme" } });
    const taken = { flow: startProviderLink.flow, callbackUrl: await trusted.visit(startProviderLink.url) };
    expect((await other.client.errorOf(LinkProviderDocument, { input: taken })).code).toBe("CONFLICT");

    const [linked] = (await owner.request(MySecurityDocument)).me!.linkedProviders!;
    expect((await owner.errorOf(UnlinkProviderDocument, { input: { id: linked!.id } })).code).toBe("CONFLICT");
    expect((await other.client.errorOf(UnlinkProviderDocument, { input: { id: linked!.id, password: PASSWORD } })).code).toBe("NOT_FOUND");

    trusted.person = { ...trusted.person, sub: randomUUID() };
    const { startProviderLink: own } = await other.client.request(StartProviderLinkDocument, { input: { provider: "acme" } });
    const input = { flow: own.flow, callbackUrl: await trusted.visit(own.url) };
    const { linkProvider } = await other.client.request(LinkProviderDocument, { input });
    await other.client.request(UnlinkProviderDocument, { input: { id: linkProvider.linkedProvider.id, password: PASSWORD } });
    expect((await me(other.accessToken))!.signInMethods).toEqual(["PASSWORD"]);
  });

  it("leaves no code, address or token in the log", () => {
    expect(api.logs()).toContain("sign-in through a provider failed");
    expect(api.logs()).not.toMatch(/@codequest\.example|eyJ|code=|secret of the test/);
  });
});
