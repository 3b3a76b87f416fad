import DataLoader from "dataloader";
import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { OrganizationSignOn } from "./organization-sign-on.entity.js";

export interface SignOnRow extends Omit<OrganizationSignOn, "organization" | "sealedSecret"> {
  organizationId: string;
  isConfidential: boolean;
}

export const SIGN_ON_COLUMNS = `s.id, s.organization_id as "organizationId", s.issuer, s.client_id as "clientId", s.sealed_secret is not null as "isConfidential",
  s.default_role as "defaultRole", s.enabled, s.enforced, s.tested_at as "testedAt", s.version, s.created_at as "createdAt",
  s.updated_at as "updatedAt"`;

/** Of organizations that the viewer owns: the caller has checked that. */
export const signOnOf: LoaderFactory<string, SignOnRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const sql = `select ${SIGN_ON_COLUMNS} from organization_sign_ons s where s.organization_id in (?)`;
    const byOrganization = new Map((await rows<SignOnRow>(em, sql, [ids])).map((row) => [row.organizationId, row]));
    return ids.map((id) => byOrganization.get(id) ?? null);
  });

/** Those of organizations that the viewer owns. */
export function signOnsByIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<SignOnRow[]> {
  const sql = `select ${SIGN_ON_COLUMNS} from organization_sign_ons s where s.id in (?)`;
  if (isAdmin(viewer)) return rows(em, sql, [ids]);
  const owns = `exists (select from organization_members vm where vm.organization_id = s.organization_id and vm.user_id = ? and vm.role = 'OWNER')`;
  return rows(em, `${sql} and ${owns}`, [ids, viewer.id]);
}

/** A configuration that can sign in now. Secret: never leaves the program. */
export interface LiveSignOn extends Pick<
  OrganizationSignOn,
  "id" | "issuer" | "clientId" | "sealedSecret" | "defaultRole" | "enforced" | "version"
> {
  organizationId: string;
  slug: string;
  name: string;
  /** Verified, lower case. */
  domains: string[];
}

const LIVE_DOMAIN = "d.organization_id = o.id and d.verified_at is not null and d.single_sign_on";
const LIVE = `select s.id, s.organization_id as "organizationId", s.issuer, s.client_id as "clientId", s.sealed_secret as "sealedSecret",
    s.default_role as "defaultRole", s.enforced, s.version, o.slug, o.name,
    array(select d.domain from organization_domains d where ${LIVE_DOMAIN}) as domains
  from organizations o join organization_sign_ons s on s.organization_id = o.id
  where o.state = 'ACTIVE' and s.enabled and exists (select from organization_domains d where ${LIVE_DOMAIN})`;

export type SignOnKey = { id: string } | { slug: string } | { domain: string };

/** Null unless the organization is active and its single sign-on enabled for at least one verified domain. */
export async function liveSignOn(em: EntityManager, key: SignOnKey): Promise<LiveSignOn | null> {
  const [where, value] =
    "id" in key
      ? ["o.id = ?", key.id]
      : "slug" in key
        ? ["o.slug = ?", key.slug]
        : [
            `o.id = (select d.organization_id from organization_domains d where d.domain = ? and d.verified_at is not null and d.single_sign_on)`,
            key.domain,
          ];
  const [row] = await rows<LiveSignOn>(em, `${LIVE} and ${where}`, [value]);
  return row ?? null;
}
