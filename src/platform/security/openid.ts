import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import * as z from "zod";
import { MINUTE_MS, SECOND_MS } from "../../kernel/units.js";

/** An OpenID Connect provider from the configuration. */
export interface OpenIdProvider {
  /** Part of the API. Keep it stable: linked accounts are found by the issuer but shown under this id. */
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string | null;
  scope: string;
  /** Trust its `email_verified` claim for the address of an existing account? */
  trustsEmail: boolean;
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
  begin(provider: OpenIdProvider, redirectUri: string): Promise<{ url: string; flow: OpenIdFlow }>;
  /** `callbackUrl` is the URL to which the provider redirected the browser. Throws an OpenIdError. */
  complete(provider: OpenIdProvider, flow: OpenIdFlow, callbackUrl: URL): Promise<OpenIdIdentity>;
}

/** The provider is unreachable, or its response is invalid. The message is for the log and contains no personal data. */
export class OpenIdError extends Error {
  override name = "OpenIdError";
}

const TIMEOUT_SECONDS = 10;
/** Endpoints and keys change rarely; unknown keys are looked up at once anyway. */
const DISCOVERY_LIFE_MS = 60 * MINUTE_MS;
const RETRY_MS = 5 * SECOND_MS;

const isLoopback = (url: URL) => ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);

/** Authorization code flow with PKCE S256, state and nonce; the signature of the ID token is checked too. */
export function createOpenId(): OpenId {
  const known = new Map<string, { configuration: Promise<Configuration>; until: number }>();

  const configurationOf = (provider: OpenIdProvider) => {
    const now = Date.now();
    const cached = known.get(provider.id);
    if (cached && now < cached.until) return cached.configuration;
    const entry = { configuration: discover(provider), until: now + DISCOVERY_LIFE_MS };
    known.set(provider.id, entry);
    entry.configuration.catch(() => (entry.until = Date.now() + RETRY_MS));
    return entry.configuration;
  };

  return {
    async begin(provider, redirectUri) {
      const configuration = await configurationOf(provider).catch(fail);
      const flow = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier(), redirectUri };
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: provider.scope,
        code_challenge: await calculatePKCECodeChallenge(flow.codeVerifier),
        code_challenge_method: "S256",
        state: flow.state,
        nonce: flow.nonce,
      });
      return { url: url.href, flow };
    },

    async complete(provider, { state, nonce, codeVerifier, redirectUri }, callbackUrl) {
      const configuration = await configurationOf(provider).catch(fail);
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
  };
}

async function discover({ issuer, clientId, clientSecret }: OpenIdProvider): Promise<Configuration> {
  const server = new URL(issuer);
  // Allows plain HTTP only for a provider on this machine.
  const execute = isLoopback(server) ? [allowInsecureRequests] : [];
  const found = await discovery(server, clientId, undefined, None(), { execute, timeout: TIMEOUT_SECONDS });
  const metadata = found.serverMetadata();
  const methods = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const post = methods.includes("client_secret_post") && !methods.includes("client_secret_basic");
  const proof = clientSecret === null ? None() : post ? ClientSecretPost(clientSecret) : ClientSecretBasic(clientSecret);
  const configuration = new Configuration(metadata, clientId, clientSecret ?? undefined, proof);
  configuration.timeout = TIMEOUT_SECONDS;
  for (const change of execute) change(configuration);
  enableNonRepudiationChecks(configuration);
  return configuration;
}

const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);

/**
 * The library's message names the faulty claim or response, but its cause may contain the response: only code and message are kept.
 */
function fail(error: unknown): never {
  const { code, message, error: reason } = error as { code?: string; message: string; error?: string };
  throw new OpenIdError([code, reason, message].filter(Boolean).join(": "));
}
