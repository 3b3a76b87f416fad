/**
 * A provider of OpenID Connect that speaks the protocol and nothing more: discovery, authorization code with PKCE, ID tokens,
 * keys. It believes whoever comes to be `person`, and a test may make it misbehave.
 */
import { createHash, generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SignJWT } from "jose";

export interface Identity {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  preferred_username?: string;
}

export interface OpenIdProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who signs in next. */
  person: Identity;
  /** Changes to the next ID tokens, and the key that signs them. */
  misbehave: { claims?: Record<string, unknown>; key?: KeyObject; alg?: string };
  /** What the browser was sent to it with, newest last. */
  requests: URLSearchParams[];
  /** As a browser does: goes there, signs in, and comes back with this address. */
  visit(url: string): Promise<string>;
  close(): Promise<void>;
}

interface Grant {
  challenge: string;
  redirectUri: string;
  nonce: string;
  person: Identity;
}

export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const grants = new Map<string, Grant>();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const provider: OpenIdProvider = {
    issuer,
    clientId: "codequest",
    clientSecret: "secret of the test",
    person: { sub: randomUUID() },
    misbehave: {},
    requests: [],
    async visit(url) {
      const { headers } = await fetch(url, { redirect: "manual" });
      return headers.get("location")!;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, issuer);
    const json = (body: object, status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return void json({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["ES256"],
          code_challenge_methods_supported: ["S256"],
          token_endpoint_auth_methods_supported: ["client_secret_basic"],
        });
      case "/jwks":
        return void json({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "test", alg: "ES256", use: "sig" }] });
      case "/authorize": {
        provider.requests.push(url.searchParams);
        const code = randomUUID();
        const { redirect_uri, code_challenge, nonce, state } = Object.fromEntries(url.searchParams) as Record<string, string>;
        grants.set(code, { challenge: code_challenge!, redirectUri: redirect_uri!, nonce: nonce!, person: { ...provider.person } });
        const back = new URL(redirect_uri!);
        back.search = new URLSearchParams({ code, state: state! }).toString();
        return void response.writeHead(302, { location: back.href }).end();
      }
      case "/token":
        return void json(...(await tokens(new URLSearchParams(await text(request)), request.headers.authorization)));
      default:
        return void response.writeHead(404).end();
    }
  }

  async function tokens(form: URLSearchParams, authorization: string | undefined): Promise<[object, number]> {
    const [id, secret] = Buffer.from((authorization ?? "").replace("Basic ", ""), "base64")
      .toString()
      .split(":")
      .map(decodeForm);
    if (id !== provider.clientId || secret !== provider.clientSecret) return [{ error: "invalid_client" }, 401];
    const grant = grants.get(form.get("code") ?? "");
    grants.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!grant || grant.challenge !== challenge || grant.redirectUri !== form.get("redirect_uri")) return [{ error: "invalid_grant" }, 400];
    const { claims = {}, key = privateKey, alg = "ES256" } = provider.misbehave;
    const { sub, ...person } = grant.person;
    const idToken = await new SignJWT({ ...person, nonce: grant.nonce, ...claims })
      .setProtectedHeader({ alg, kid: "test" })
      .setIssuer((claims.iss as string | undefined) ?? issuer)
      .setSubject(sub)
      .setAudience((claims.aud as string | undefined) ?? provider.clientId)
      .setIssuedAt()
      .setExpirationTime((claims.exp as number | undefined) ?? "5 minutes")
      .sign(key);
    return [{ access_token: randomUUID(), token_type: "Bearer", expires_in: 60, id_token: idToken }, 200];
  }

  return provider;
}

const decodeForm = (part: string) => decodeURIComponent(part.replaceAll("+", " "));
