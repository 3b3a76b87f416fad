/** People with everything that signing in needs: their address, password and tokens. */
import { randomUUID } from "node:crypto";
import type { ClientError } from "graphql-request";
import { createSecrets } from "../../src/platform/security/secrets.js";
import { loadSigningKeys } from "../../src/platform/security/signing-keys.js";
import { createTokens } from "../../src/platform/security/tokens.js";
import { clientOf, type Client } from "./client.js";
import { LoginDocument, MeDocument, RegisterDocument } from "./generated.js";
import type { Api } from "./installation.js";

export const PASSWORD = "Sesame-Open-1";

export interface Person {
  id: string;
  email: string;
  username: string;
  accessToken: string;
  refreshToken: string;
  client: Client;
}

export function someone() {
  const username = `u-${randomUUID().slice(0, 12)}`;
  return { email: `${username}@codequest.example`, username, password: PASSWORD };
}

export async function registered(api: Api, change: object = {}): Promise<Person> {
  const input = { ...someone(), ...change };
  const { register } = await clientOf(api).request(RegisterDocument, { input });
  return {
    id: register.user!.id,
    email: input.email,
    username: input.username,
    accessToken: register.accessToken!,
    refreshToken: register.refreshToken!,
    client: clientOf(api, register.accessToken),
  };
}

/** Whom the token of a client stands for; null when it is refused. */
export async function whoHolds(client: Client): Promise<string | null> {
  try {
    return (await client.request(MeDocument)).me?.id ?? null;
  } catch (error) {
    const { status, errors } = (error as ClientError).response;
    if (status === 401 && errors?.[0]?.extensions.reason) return null;
    throw error;
  }
}

/** One more session of the person. */
export async function signedInAgain(api: Api, { email }: Person, password = PASSWORD) {
  const { login } = await clientOf(api).request(LoginDocument, { input: { email, password } });
  return { accessToken: login.accessToken!, refreshToken: login.refreshToken!, client: clientOf(api, login.accessToken) };
}

/** The session that a token stands for. */
export function sessionIdOf(accessToken: string): string {
  return (JSON.parse(Buffer.from(accessToken.split(".")[1]!, "base64url").toString()) as { sid: string }).sid;
}

/** Makes access tokens as the API under test does, of any length of life. */
export async function ownTokens(ttlSeconds: number) {
  return createTokens({ keys: await loadSigningKeys(null, createSecrets(process.env.TOKEN_SECRET!)), ttlSeconds });
}
