import DataLoader from "dataloader";
import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { OrganizationDomain } from "./organization-domain.entity.js";

export interface DomainRow extends Omit<OrganizationDomain, "organization"> {
  organizationId: string;
}

export const DOMAIN_COLUMNS = `d.id, d.organization_id as "organizationId", d.domain, d.token, d.verified_at as "verifiedAt",
  d.checked_at as "checkedAt", d.missing_since as "missingSince", d.auto_join as "autoJoin", d.single_sign_on as "singleSignOn", d.created_at as "createdAt"`;

/** Of organizations that the viewer runs: the caller has checked that. */
export const domainsOf: LoaderFactory<string, DomainRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const sql = `select ${DOMAIN_COLUMNS} from organization_domains d where d.organization_id in (?) order by d.domain`;
    const byOrganization = Map.groupBy(await rows<DomainRow>(em, sql, [ids]), ({ organizationId }) => organizationId);
    return ids.map((id) => byOrganization.get(id) ?? []);
  });

/** Those of organizations that the viewer runs. */
export function domainsByIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<DomainRow[]> {
  const sql = `select ${DOMAIN_COLUMNS} from organization_domains d where d.id in (?)`;
  if (isAdmin(viewer)) return rows(em, sql, [ids]);
  const runs = `exists (select from organization_members vm where vm.organization_id = d.organization_id and vm.user_id = ?
    and vm.role in ('OWNER', 'MANAGER'))`;
  return rows(em, `${sql} and ${runs}`, [ids, viewer.id]);
}
