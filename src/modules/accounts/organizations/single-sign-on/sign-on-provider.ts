import { URL } from "node:url";
import { badInput } from "../../../../kernel/errors.js";
import type { OpenIdProvider } from "../../../../platform/security/openid.js";
import type { Secrets } from "../../../../platform/security/secrets.js";
import { ISSUER_MAX } from "../organization-limits.js";
import type { LiveSignOn } from "./sign-on.rows.js";

const PURPOSE = "sso-client-secret";

export const sealSecret = (secrets: Secrets, secret: string): string => secrets.seal(PURPOSE, secret);

type Configured = Pick<LiveSignOn, "organizationId" | "version" | "issuer" | "clientId" | "sealedSecret">;

/** As the platform's OpenID Connect client takes it. A changed configuration is another provider. */
export function providerOf(secrets: Secrets, { organizationId, version, issuer, clientId, sealedSecret }: Configured): OpenIdProvider {
  const clientSecret = sealedSecret === null ? null : secrets.open(PURPOSE, sealedSecret);
  if (sealedSecret !== null && clientSecret === null)
    throw new Error("cannot decrypt a client secret: TOKEN_SECRET has changed since it was encrypted");
  const name = "Single sign-on";
  return {
    id: `organization:${organizationId}:${version}`,
    name,
    issuer,
    clientId,
    clientSecret,
    scope: "openid email profile",
    isUntrusted: true,
  };
}

/** One for each organization, so that the answer of one provider cannot be taken for that of another (RFC 9700, section 4.4). */
export const redirectUriOf = (webUrl: string, organizationId: string): string => `${webUrl}/sign-in/organizations/${organizationId}`;

/** The issuer identifier of OpenID Connect Discovery: https, without query and fragment. */
export function expectIssuer(issuer: string, field: string, anyIssuer: boolean): void {
  const wrong = (message: string) => badInput(field, message, "INVALID_FORMAT");
  if (issuer.length > ISSUER_MAX) throw badInput(field, `Enter at most ${ISSUER_MAX} characters.`, "TOO_LONG");
  if (!URL.canParse(issuer)) throw wrong("Enter the address of the provider, such as `https://id.example.org`.");
  const url = new URL(issuer);
  if (url.protocol !== "https:" && !(anyIssuer && url.protocol === "http:")) throw wrong("The address must start with https://.");
  if (url.username || url.password) throw wrong("Leave out user name and password.");
  if (/[?#\s]/.test(issuer)) throw wrong("Leave out query and fragment.");
}
