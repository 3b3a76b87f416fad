/**
 * A certified OpenID Connect provider (oidc-provider) in the test's process. It believes whoever comes to be `person`. A test may rotate its keys and
 * change ID tokens on their way out, which a certified provider would never send.
 */
import { generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeJwt, SignJWT } from "jose";
import Provider from "oidc-provider";

export interface CertifiedPerson {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  preferred_username?: string;
}

export interface SigningKey {
  kid: string;
  key: KeyObject;
}

export interface CertifiedProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who signs in next. */
  person: CertifiedPerson;
  /** Claims and key of the next ID tokens. */
  tamper: { claims?: Record<string, unknown>; key?: SigningKey };
  /** What the browser was sent to it with, newest last. */
  requests: URLSearchParams[];
  /** Registers an address that it redirects to. */
  allow(redirectUri: string): void;
  /** Replaces its key; returns the old one. */
  rotate(): SigningKey;
  /** As a browser does: goes there, signs in, and comes back with this address. */
  visit(url: string): Promise<string>;
  close(): Promise<void>;
}

const newKey = (): SigningKey => ({ kid: randomUUID(), key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey });
const CLIENT = { id: "codequest", secret: "secret-of-the-certified-provider" };

export async function startCertifiedProvider(): Promise<CertifiedProvider> {
  const people = new Map<string, CertifiedPerson>();
  const redirectUris = ["https://app.codequest.example/none"];
  let key = newKey();
  let op: Provider;
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const make = () => {
    op = new Provider(issuer, {
      clients: [
        {
          ...{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: redirectUris, id_token_signed_response_alg: "ES256" },
          ...{ grant_types: ["authorization_code"], response_types: ["code"] },
        },
      ],
      jwks: { keys: [{ ...key.key.export({ format: "jwk" }), kid: key.kid, alg: "ES256", use: "sig" }] },
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "preferred_username"] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
      cookies: { keys: ["a key of the tests"] },
      findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => people.get(sub) ?? { sub } }),
      // Everyone has consented.
      async loadExistingGrant({ oidc }: GrantContext) {
        const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
        grant.addOIDCScope("openid email profile");
        await grant.save();
        return grant;
      },
    });
  };
  make();

  const provider: CertifiedProvider = {
    issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    person: { sub: randomUUID() },
    tamper: {},
    requests: [],
    allow(redirectUri) {
      redirectUris.push(redirectUri);
      make();
    },
    rotate() {
      const old = key;
      key = newKey();
      make();
      return old;
    },
    async visit(url) {
      const cookies = new Map<string, string>();
      for (let next = url; ;) {
        if (!next.startsWith(issuer)) return next;
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const response = await fetch(next, { redirect: "manual", headers: { cookie } });
        for (const line of response.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
          if (value === "") cookies.delete(name!);
          else cookies.set(name!, value!);
        }
        const location = response.headers.get("location");
        if (!location) throw new Error(`the provider answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
        next = new URL(location, next).href;
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, issuer);
    if (pathname.startsWith("/interaction/")) {
      const { person } = provider;
      people.set(person.sub, { ...person });
      return op.interactionFinished(request, response, { login: { accountId: person.sub } });
    }
    if (pathname === "/auth") provider.requests.push(searchParams);
    if (pathname === "/token") changeTokens(response);
    op.callback()(request, response);
  }

  function changeTokens(response: ServerResponse): void {
    const { claims, key: signer = key } = provider.tamper;
    if (!claims && !provider.tamper.key) return;
    const end = response.end.bind(response) as (content: string) => ServerResponse;
    response.end = ((content: string | Buffer) => {
      const body = JSON.parse(String(content)) as { id_token?: string };
      void (async () => {
        if (body.id_token) {
          const token = new SignJWT({ ...decodeJwt(body.id_token), ...claims });
          body.id_token = await token.setProtectedHeader({ alg: "ES256", kid: signer.kid }).sign(signer.key);
        }
        response.removeHeader("content-length");
        end(JSON.stringify(body));
      })();
      return response;
    }) as typeof response.end;
  }

  return provider;
}

interface GrantContext {
  oidc: {
    provider: { Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<string> } };
    client: { clientId: string };
    session: { accountId: string };
  };
}
