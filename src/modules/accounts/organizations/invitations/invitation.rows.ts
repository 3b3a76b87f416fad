import { isAdmin } from "../../../../access/policy.js";
import type { OrganizationRole, SignedIn } from "../../../../access/viewer.js";
import { connectionsByParent, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst } from "../../../../graphql/keyset-list.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";

export interface InvitationRow {
  id: string;
  organizationId: string;
  role: OrganizationRole;
  email: string | null;
  code: string | null;
  useLimit: number | null;
  useCount: number;
  expiresAt: Date;
  invitedById: string | null;
  createdAt: Date;
}

/** What somebody sees of an organization before they join it. */
export interface OfferRow {
  /** Null for a link. */
  invitationId: string | null;
  organizationName: string;
  organizationSlug: string;
  role: OrganizationRole;
  expiresAt: Date;
}

export const INVITATION_COLUMNS = `i.id, i.organization_id as "organizationId", i.role, i.email, i.code, i.use_limit as "useLimit",
  i.use_count as "useCount", i.expires_at as "expiresAt", i.invited_by_id as "invitedById", i.created_at as "createdAt"`;
export const OFFER_COLUMNS = `o.name as "organizationName", o.slug as "organizationSlug", i.role, i.expires_at as "expiresAt"`;
/** For invitations `i` of organizations `o`. */
export const IS_OPEN = "o.state = 'ACTIVE' and i.expires_at > now() and (i.use_limit is null or i.use_count < i.use_limit)";

const NEWEST_FIRST = newestFirst<InvitationRow>("i.id");

/** Of organizations that the viewer runs: the caller has checked that. */
export const invitationsOf: LoaderFactory<PageOfParent, Connection<InvitationRow>> = ({ em }) =>
  connectionsByParent(em, {
    select: INVITATION_COLUMNS,
    from: "from organization_invitations i",
    conditions: [],
    parent: "i.organization_id",
    order: NEWEST_FIRST,
  });

/** Those of organizations that the viewer runs. */
export function invitationsByIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<InvitationRow[]> {
  const runs =
    "exists (select from organization_members vm where vm.organization_id = i.organization_id and vm.user_id = ? and vm.role in ('OWNER', 'MANAGER'))";
  const sql = `select ${INVITATION_COLUMNS} from organization_invitations i where i.id in (?)`;
  return isAdmin(viewer) ? rows(em, sql, [ids]) : rows(em, `${sql} and ${runs}`, [ids, viewer.id]);
}
