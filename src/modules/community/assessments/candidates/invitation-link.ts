/**
 * Links of invitations. The token is a code (HMAC-SHA-256) of the candidate's id and the version of the link, made with a key of the server:
 * neither the token nor a digest of it is stored, so no copy of the database opens anything. A new version makes older links invalid.
 */
import { isId } from "../../../../kernel/ids.js";
import { equalInConstantTime, type Secrets } from "../../../../platform/security/secrets.js";

export interface InvitationLink {
  candidateId: string;
  version: number;
}

type Mac = Pick<Secrets, "mac">;

const macOf = (secrets: Mac, { candidateId, version }: InvitationLink) => secrets.mac("assessment-invitation", `${candidateId}:${version}`);

export function linkToken(secrets: Mac, link: InvitationLink): string {
  return `${link.candidateId.replaceAll("-", "")}.${link.version}.${macOf(secrets, link).toString("base64url")}`;
}

/** Null for tokens that this server did not make. Needs no statement. */
export function readLinkToken(secrets: Mac, token: string): InvitationLink | null {
  const [, hex, version, mac] = /^([0-9a-f]{32})\.([1-9]\d{0,8})\.([\w-]{43})$/.exec(token.trim()) ?? [];
  if (!hex || !version || !mac) return null;
  const link = { candidateId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"), version: Number(version) };
  return isId(link.candidateId) && equalInConstantTime(macOf(secrets, link), Buffer.from(mac, "base64url")) ? link : null;
}

/** In the fragment, which neither servers nor referrers see. */
export const linkUrl = (webUrl: string, secrets: Mac, link: InvitationLink): string =>
  `${webUrl}/assessment#token=${linkToken(secrets, link)}`;
