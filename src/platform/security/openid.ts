import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ClientAuth,
  type CustomFetch,
  type ServerMetadata,
} from "openid-client";
import * as z from "zod";
import { MINUTE_MS, SECOND_MS } from "../../kernel/units.js";
import { createPublicFetch } from "./public-fetch.js";

/** An OpenID Connect provider from the configuration. */
export interface OpenIdProvider {
  /** Part of the API. Keep it stable: linked accounts are found by the issuer but shown under this id. */
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string | null;
  scope: string;
  /** Configured by an account, not by the operator: requests reach only public addresses by https, unless SSO_ISSUERS allows any. */
  isUntrusted?: boolean;
}

/** State kept between the redirect to the provider and the callback. */
export const openIdFlow = z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string(), redirectUri: z.string() });

export type OpenIdFlow = z.infer<typeof openIdFlow>;

/** The identity that the provider asserts. Issuer and subject identify it; everything else may change. */
export interface OpenIdIdentity {
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  username: string | null;
}

export interface OpenId {
  /** `loginHint`: the address that the user has entered, for the provider's form. */
  begin(provider: OpenIdProvider, redirectUri: string, loginHint?: string | null): Promise<{ url: string; flow: OpenIdFlow }>;
  /** `callbackUrl` is the URL to which the provider redirected the browser. Throws an OpenIdError. */
  complete(provider: OpenIdProvider, flow: OpenIdFlow, callbackUrl: URL): Promise<OpenIdIdentity>;
  /** Reads the provider's discovery document and keys anew. Throws an OpenIdError if it is unreachable or no provider. */
  inspect(provider: OpenIdProvider): Promise<OpenIdFault[]>;
}

/** What a provider's documents lack. */
export type OpenIdFault = "NO_CODE_FLOW" | "NO_PKCE" | "NO_ENDPOINTS" | "NO_SIGNING_KEYS";

/** The provider is unreachable, or its response is invalid. The message is for the log and contains no personal data. */
export class OpenIdError extends Error {
  override name = "OpenIdError";

  constructor(
    message: string,
    /** The address is not on the public internet, or not https. */
    readonly isClosed = false,
  ) {
    super(message);
  }
}

const TIMEOUT_SECONDS = 10;
/** Endpoints change rarely. Keys are read for each sign-in: a new one works at once, and a removed one no longer. */
const DISCOVERY_LIFE_MS = 60 * MINUTE_MS;
/** The oldest goes first. */
const MOST_KNOWN = 500;
const RETRY_MS = 5 * SECOND_MS;

const isLoopback = (url: URL) => ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);

/** Authorization code flow with PKCE S256, state and nonce; the signature of the ID token is checked too. */
export function createOpenId({ anyIssuer }: { anyIssuer: boolean }): OpenId {
  const known = new Map<string, { configuration: Promise<Configuration>; until: number }>();
  const guarded = createPublicFetch(anyIssuer) as CustomFetch;
  const discover = (provider: OpenIdProvider) => discovered(provider, provider.isUntrusted ? { fetch: guarded, anyIssuer } : null);

  const configurationOf = (provider: OpenIdProvider) => {
    const now = Date.now();
    const cached = known.get(provider.id);
    if (cached && now < cached.until) return cached.configuration;
    const entry = { configuration: discover(provider), until: now + DISCOVERY_LIFE_MS };
    known.delete(provider.id);
    known.set(provider.id, entry);
    if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
    entry.configuration.catch(() => (entry.until = Date.now() + RETRY_MS));
    return entry.configuration;
  };

  return {
    async begin(provider, redirectUri, loginHint = null) {
      const configuration = await configurationOf(provider).catch(fail);
      const flow = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier(), redirectUri };
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: provider.scope,
        code_challenge: await calculatePKCECodeChallenge(flow.codeVerifier),
        code_challenge_method: "S256",
        state: flow.state,
        nonce: flow.nonce,
        ...(loginHint !== null && { login_hint: loginHint }),
      });
      return { url: url.href, flow };
    },

    async complete(provider, { state, nonce, codeVerifier, redirectUri }, callbackUrl) {
      const configuration = withoutKeys(await configurationOf(provider).catch(fail));
      // Only the query comes from the client: the address is the one with which the flow began.
      const url = new URL(redirectUri);
      url.search = callbackUrl.search;
      try {
        const tokens = await authorizationCodeGrant(configuration, url, {
          pkceCodeVerifier: codeVerifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims()!;
        const known = claims.email === undefined && configuration.serverMetadata().userinfo_endpoint;
        const info = known ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : claims;
        return {
          issuer: claims.iss,
          subject: claims.sub,
          email: textOf(info.email),
          emailVerified: info.email_verified === true || info.email_verified === "true",
          name: textOf(info.name),
          username: textOf(info.preferred_username),
        };
      } catch (error) {
        return fail(error);
      }
    },

    async inspect(provider) {
      const configuration = await discover(provider).catch(fail);
      known.delete(provider.id);
      const metadata = configuration.serverMetadata();
      const { authorization_endpoint: authorization, token_endpoint: token, jwks_uri: keys } = metadata;
      const faults: OpenIdFault[] = [];
      // The browser is sent there.
      if (!token || !keys || !authorization || !/^https?:$/.test(new URL(authorization).protocol)) faults.push("NO_ENDPOINTS");
      if (metadata.response_types_supported?.includes("code") === false) faults.push("NO_CODE_FLOW");
      if (metadata.code_challenge_methods_supported?.includes("S256") === false) faults.push("NO_PKCE");
      if (keys && !(await hasKeys(keys, provider.isUntrusted ? guarded : fetch).catch(fail))) faults.push("NO_SIGNING_KEYS");
      return faults;
    },
  };
}

const keySet = z.object({ keys: z.array(z.object({ kty: z.string(), use: z.string().optional() })) });

/** Keys for asymmetric signatures. */
async function hasKeys(address: string, get: CustomFetch | typeof fetch): Promise<boolean> {
  const signal = AbortSignal.timeout(TIMEOUT_SECONDS * SECOND_MS);
  const options = { method: "GET", headers: { accept: "application/json" }, body: undefined, redirect: "manual", signal } as const;
  const response = await get(address, options);
  const content = response.ok ? keySet.safeParse(await response.json()) : null;
  return content?.data?.keys.some(({ kty, use = "sig" }) => kty !== "oct" && use === "sig") ?? false;
}

/** With `guard`, requests go through its `fetch`, and plain HTTP is allowed only with `anyIssuer`. */
async function discovered(
  { issuer, clientId, clientSecret }: OpenIdProvider,
  guard: { fetch: CustomFetch; anyIssuer: boolean } | null,
): Promise<Configuration> {
  const server = new URL(issuer);
  // For a provider from the configuration, plain HTTP only on this machine.
  const mayBePlain = guard ? guard.anyIssuer && server.protocol === "http:" : isLoopback(server);
  const options = {
    ...{ execute: mayBePlain ? [allowInsecureRequests] : [], timeout: TIMEOUT_SECONDS },
    ...(guard && { [customFetch]: guard.fetch }),
  };
  const found = await discovery(server, clientId, undefined, None(), options);
  const metadata = found.serverMetadata();
  const methods = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const post = methods.includes("client_secret_post") && !methods.includes("client_secret_basic");
  const proof = clientSecret === null ? None() : post ? ClientSecretPost(clientSecret) : ClientSecretBasic(clientSecret);
  return made({ metadata, clientId, clientSecret, proof, mayBePlain, fetch: guard?.fetch });
}

interface Parts {
  metadata: ServerMetadata;
  clientId: string;
  clientSecret: string | null;
  proof: ClientAuth;
  mayBePlain: boolean;
  fetch: CustomFetch | undefined;
}

const parts = new WeakMap<Configuration, Parts>();

function made(from: Parts): Configuration {
  const { metadata, clientId, clientSecret, proof, mayBePlain, fetch } = from;
  const configuration = new Configuration({ ...metadata }, clientId, clientSecret ?? undefined, proof);
  configuration.timeout = TIMEOUT_SECONDS;
  if (fetch) configuration[customFetch] = fetch;
  if (mayBePlain) allowInsecureRequests(configuration);
  enableNonRepudiationChecks(configuration);
  parts.set(configuration, from);
  return configuration;
}

/** The library keeps the keys with the configuration. */
const withoutKeys = (configuration: Configuration) => made(parts.get(configuration)!);

const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);

/**
 * The library's message names the faulty claim or response, but its cause may contain the response: only code and message are kept.
 */
function fail(error: unknown): never {
  const { code, message, error: reason } = error as { code?: string; message: string; error?: string };
  throw new OpenIdError([code, reason, message].filter(Boolean).join(": "), isClosed(error));
}

function isClosed(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ((cause as NodeJS.ErrnoException).code === "EPRIVATE") return true;
  return false;
}
