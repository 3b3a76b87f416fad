import { isAdmin } from "../../../access/policy.js";
import type { SignedIn } from "../../../access/viewer.js";
import { organizationCreated } from "../../../events/organization-created.event.js";
import { readConnection, type ListSql } from "../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../graphql/pagination.js";
import { AppError, conflictOf } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { rows, violatedUnique, type Database, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import { announce } from "../../../platform/outbox/outbox.js";
import type { CreateFirstOrganization } from "../identity/roles/role-approvals.js";
import { record } from "../../base/audit/record.js";
import { changedMeanwhile } from "../../base/settings/settings.service.js";
import { tooManyMemberships, type Memberships } from "./members/memberships.js";
import { MEMBERSHIPS_MAX, OWNED_MAX } from "./organization-limits.js";
import type { OrganizationState } from "./organization.entity.js";
import {
  FROM_ORGANIZATIONS,
  NEWEST_ORGANIZATION_FIRST,
  organizationSelect,
  organizationToRun,
  readOrganization,
  type OrganizationRow,
} from "./organization.rows.js";

export interface NewOrganization {
  name: string;
  slug: string;
  description?: string | null;
  website?: URL | null;
  primaryColor?: string | null;
  accentColor?: string | null;
  membersVisible?: boolean | null;
}

export interface OrganizationChange extends Partial<NewOrganization> {
  id: string;
  expectedVersion: number;
}

export interface OrganizationFilter {
  /** Beginning of the slug. */
  search?: string | null;
  state?: OrganizationState | null;
}

export interface OrganizationsService {
  /** Those of the viewer, or all for an admin. */
  list(
    em: EntityManager,
    viewer: SignedIn,
    filter: OrganizationFilter & { all: boolean },
    page: PageArgs,
  ): Promise<Connection<OrganizationRow>>;
  /** The viewer becomes its owner. CONFLICT for a taken slug, and for more than OWNED_MAX. */
  create(viewer: SignedIn, input: NewOrganization, address: string): Promise<OrganizationRow>;
  /** As `create`, for another account, in the caller's transaction: what the admin approves. */
  createFor: CreateFirstOrganization;
  update(viewer: SignedIn, change: OrganizationChange, address: string): Promise<OrganizationRow>;
}

export const noteOf =
  (viewer: SignedIn, address: string) =>
  (em: EntityManager, verb: string, id: string, details: Record<string, unknown> = {}): void =>
    record(em, { actorId: viewer.id, action: `organization.${verb}`, subject: { type: "organization", id }, address, details });

export function createOrganizationsService({ db, memberships }: { db: Database; memberships: Memberships }): OrganizationsService {
  const read = (viewer: SignedIn, id: string) => readOrganization(db.em.fork(), viewer, { id });
  const insert = async (tx: Transaction, { id, ownerId, ...input }: NewOrganization & { id: string; ownerId: string }) => {
    await tx.execute(
      `insert into organizations (id, name, slug, description, website, primary_color, accent_color, logo, members_visible,
         seats_used, owner_count, created_by_id) values (?, ?, ?, ?, ?, ?, ?, '[]', ?, 1, 1, ?)`,
      [
        ...[id, input.name, input.slug, input.description ?? "", input.website?.href ?? null],
        ...[input.primaryColor?.toLowerCase() ?? null, input.accentColor?.toLowerCase() ?? null],
        ...[input.membersVisible ?? false, ownerId],
      ],
    );
    await memberships.found(tx, id, ownerId);
    announce(tx, organizationCreated, { organizationId: id, userId: ownerId });
  };

  return {
    list(em, viewer, { all, search, state }, page) {
      const prefix = search
        ?.trim()
        .toLowerCase()
        .replace(/[\\%_]/g, "\\$&");
      const list: ListSql = {
        select: organizationSelect(viewer),
        from: FROM_ORGANIZATIONS,
        fromParams: [viewer.id],
        conditions: [
          ...(all ? [] : [{ sql: "vm.id is not null", params: [] }]),
          ...(state ? [{ sql: "o.state = ?", params: [state] }] : []),
          ...(prefix ? [{ sql: "o.slug like ?", params: [`${prefix}%`] }] : []),
        ],
      };
      return readConnection(em, list, page, NEWEST_ORGANIZATION_FIRST);
    },

    async create(viewer, input, address) {
      const id = newId();
      await db
        .transaction(async (tx) => {
          await expectRoom(tx, viewer.id, isAdmin(viewer));
          await insert(tx, { id, ownerId: viewer.id, ...input });
          noteOf(viewer, address)(tx, "created", id, { slug: input.slug });
        })
        .catch(slugTaken("input.slug"));
      return read(viewer, id);
    },

    async createFor(tx, admin, { userId, name, slug }, address) {
      const id = newId();
      await expectRoom(tx, userId, false);
      await insert(tx, { id, ownerId: userId, name, slug }).catch(slugTaken("input.organization.slug"));
      noteOf(admin, address)(tx, "created", id, { slug, ownerId: userId });
    },

    async update(viewer, { id, expectedVersion, ...given }, address) {
      await db
        .transaction(async (tx) => {
          const before = await organizationToRun(tx, viewer, id);
          if (before.version !== expectedVersion) throw changedMeanwhile("organization");
          const colour = (field: "primaryColor" | "accentColor") =>
            given[field] === undefined ? before[field] : (given[field]?.toLowerCase() ?? null);
          await tx.execute(
            `update organizations set name = ?, slug = ?, description = ?, website = ?, primary_color = ?, accent_color = ?,
               members_visible = ?, version = version + 1, updated_at = now() where id = ?`,
            [
              ...[given.name ?? before.name, given.slug ?? before.slug],
              given.description === undefined ? before.description : (given.description ?? ""),
              given.website === undefined ? before.website : (given.website?.href ?? null),
              ...[colour("primaryColor"), colour("accentColor"), given.membersVisible ?? before.membersVisible, id],
            ],
          );
          noteOf(viewer, address)(tx, "updated", id, { changed: Object.keys(given) });
        })
        .catch(slugTaken("input.slug"));
      return read(viewer, id);
    },
  };
}

const slugTaken =
  (field: string) =>
  (error: unknown): never => {
    if (violatedUnique(error) === "organizations_slug_unique") throw conflictOf(field, "This slug is taken.");
    throw error;
  };

/** Locks the account, so that concurrent creations are counted. */
async function expectRoom(tx: Transaction, userId: string, unlimited: boolean): Promise<void> {
  await tx.execute("select from users where id = ? for no key update", [userId]);
  const [{ owned, all } = { owned: 0, all: 0 }] = await rows<{ owned: number; all: number }>(
    tx,
    `select count(*) filter (where m.role = 'OWNER' and o.created_by_id = m.user_id)::int as owned, count(*)::int as "all"
     from organization_members m join organizations o on o.id = m.organization_id where m.user_id = ?`,
    [userId],
  );
  if (all >= MEMBERSHIPS_MAX) throw tooManyMemberships();
  if (owned >= OWNED_MAX && !unlimited)
    throw new AppError("CONFLICT", `An account creates and owns at most ${OWNED_MAX} organizations. Ask an admin for more.`);
}
