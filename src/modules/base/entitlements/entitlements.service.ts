import { entitlementTable, type Entitlement } from "../../../access/entitlements.js";
import type { SignedIn } from "../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../graphql/pagination.js";
import { AppError, badInput, notFound } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { rows, textArray, type Database, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import { record } from "../audit/record.js";
import { keepGrants, type KeptGrants } from "./kept-grants.js";
import { ENTITLEMENT_COLUMNS, IS_ACTIVE, type EntitlementRow } from "./entitlement.rows.js";
import { endGrant, ENDING_COLUMNS, insertGrant, NOW, type Ending, type NewGrant } from "./grants.js";

export interface GrantByAdmin {
  /** One of the two. */
  userId?: string | null;
  organizationId?: string | null;
  key: string;
  quantity?: number | null;
  expiresAt?: Date | null;
}

/** An account, organizations, or an account with those that it is a member of. */
export interface Holders {
  userId: string | null;
  organizationIds: readonly string[];
}

/** The account and its active organizations. */
export const holdersOf = ({ id, memberships }: SignedIn): Holders => ({
  userId: id,
  organizationIds: (memberships ?? []).map(({ organizationId }) => organizationId),
});

export interface EntitlementsService {
  /** In the caller's transaction, which holds the lock on the cause; in force after its commit. Locks the holder for `afterCurrent`. */
  grant(tx: Transaction, grant: NewGrant): Promise<void>;
  /**
   * Makes the grants of something that goes on what they should be; true if that changed anything. `members` are the accounts that an
   * organization gives them to. Idempotent. A key that no module declares any more has no effect, and does no harm.
   */
  keep(tx: Transaction, kept: KeptGrants, members: readonly string[]): Promise<boolean>;
  /** Ends what was granted for a cause. Plans that follow move forward. Locks the holder. Idempotent. */
  revokeFor(tx: Transaction, reference: string): Promise<void>;
  /** Sum of the quantities that the holders have now; 0 without any. For counted entitlements, such as `ai-quota`: requests per day. */
  quantityOf(em: EntityManager, holders: Holders, key: Entitlement): Promise<number>;
  /** Whether the account has an active grant for this object, from another cause. */
  holds(em: EntityManager, userId: string, grant: { key: Entitlement; subjectId: string; except: string }): Promise<boolean>;
  /** BAD_USER_INPUT for an unknown key or a time of expiry that has passed, NOT_FOUND for an unknown holder. */
  grantByAdmin(viewer: SignedIn, input: GrantByAdmin, address: string): Promise<EntitlementRow>;
  /** CONFLICT if it has already ended. */
  revokeByAdmin(viewer: SignedIn, input: { id: string; reason: string }, address: string): Promise<EntitlementRow>;
  list(em: EntityManager, holders: Holders, active: boolean | null, page: PageArgs): Promise<Connection<EntitlementRow>>;
  /** In any order; those of the holders, or of everyone if they are null. */
  byIds(em: EntityManager, ids: readonly string[], holders: Holders | null): Promise<EntitlementRow[]>;
  /** Called in each transaction that changes what an account has. A higher module drops there what it caches about the account. */
  whenChanged(listener: (tx: Transaction, userId: string) => void): void;
  /** Called by the module that has organizations: whether there is one with this id. It may lock it. */
  whenOrganizationAsked(exists: (tx: Transaction, organizationId: string) => Promise<boolean>): void;
  /** For changes that come with the time. */
  changed(tx: Transaction, userId: string): void;
}

/** Of many grants; an Int of GraphQL has place for it. */
const SUM_MAX = 1_000_000_000;
const NEWEST_FIRST = newestFirst<EntitlementRow>("e.id");

export function createEntitlementsService({ db }: { db: Database }): EntitlementsService {
  const listeners: ((tx: Transaction, userId: string) => void)[] = [];
  const changed = (tx: Transaction, userId: string) => listeners.forEach((listener) => listener(tx, userId));
  const one = async (em: EntityManager, id: string) =>
    (await rows<EntitlementRow>(em, `select ${ENTITLEMENT_COLUMNS} from entitlements e where e.id = ?`, [id]))[0];

  let hasOrganization: (tx: Transaction, organizationId: string) => Promise<boolean> = () => Promise.resolve(false);
  const note = (
    tx: Transaction,
    viewer: SignedIn,
    verb: string,
    { id, userId, organizationId }: Pick<Ending, "id" | "userId" | "organizationId">,
    address: string,
    details: object,
  ) => {
    const subject = userId === null ? { type: "organization", id: organizationId! } : { type: "user", id: userId };
    record(tx, {
      actorId: viewer.id,
      action: `${subject.type}.entitlement-${verb}`,
      subject,
      address,
      details: { entitlementId: id, ...details },
    });
  };

  return {
    changed,
    whenChanged: (listener) => void listeners.push(listener),
    whenOrganizationAsked: (exists) => void (hasOrganization = exists),

    async grant(tx, grant) {
      if (!entitlementTable().get(grant.key)?.ofOne) expectKey(grant.key, "key");
      await insertGrant(tx, grant);
      if ("userId" in grant) changed(tx, grant.userId);
    },

    async keep(tx, kept, members) {
      const isChanged = await keepGrants(tx, kept);
      if (isChanged) for (const userId of [...members, ...(kept.userId ? [kept.userId] : [])]) changed(tx, userId);
      return isChanged;
    },

    async revokeFor(tx, reference) {
      const sql = `select ${ENDING_COLUMNS} from entitlements e where e.reference = ? and e.revoked_at is null order by e.key`;
      for (const ending of await rows<Ending>(tx, sql, [reference]))
        if ((await endGrant(tx, ending)) && ending.userId) changed(tx, ending.userId);
    },

    async quantityOf(em, holders, key) {
      const { sql, params } = heldByAny(holders);
      const sum = `select least(coalesce(sum(e.quantity), 0), ${SUM_MAX})::int as quantity from entitlements e where ${sql} and e.key = ? and ${IS_ACTIVE}`;
      return (await rows<{ quantity: number }>(em, sum, [...params, key]))[0]!.quantity;
    },

    async holds(em, userId, { key, subjectId, except }) {
      const sql = `select from entitlements e where e.user_id = ? and e.key = ? and e.subject_id = ? and e.reference is distinct from ? and ${IS_ACTIVE} limit 1`;
      return (await rows(em, sql, [userId, key, subjectId, except])).length > 0;
    },

    async grantByAdmin(viewer, { userId, organizationId, key, quantity, expiresAt }, address) {
      expectKey(key, "input.key", true);
      if (expiresAt && expiresAt.getTime() <= Date.now()) throw badInput("input.expiresAt", "It must be in the future.", "OUT_OF_RANGE");
      if ((userId == null) === (organizationId == null)) throw badInput("input.userId", "Give either an account or an organization.");
      if (organizationId && !entitlementTable().get(key)!.organizations)
        throw badInput("input.key", `Organizations can't have ${key}.`, "UNKNOWN_VALUE");
      return db.transaction(async (tx) => {
        const known = userId
          ? (await rows(tx, "select from users where id = ? and deleted_at is null for no key update", [userId])).length > 0
          : await hasOrganization(tx, organizationId!);
        if (!known) throw notFound(userId ? "account" : "organization");
        const id = newId();
        await tx.execute(
          `insert into entitlements (id, key, user_id, organization_id, source, quantity, expires_at, valid_from)
           values (?, ?, ?, ?, 'GRANT', ?, ?, ${NOW})`,
          [...[id, key, userId ?? null, organizationId ?? null, quantity ?? 1, expiresAt ?? null]],
        );
        if (userId) changed(tx, userId);
        note(tx, viewer, "granted", { id, userId: userId ?? null, organizationId: organizationId ?? null }, address, {
          ...{ key, quantity: quantity ?? 1, expiresAt: expiresAt ?? null },
        });
        return (await one(tx, id))!;
      });
    },

    revokeByAdmin: (viewer, { id, reason }, address) =>
      db.transaction(async (tx) => {
        const [found] = await rows<Ending>(tx, `select ${ENDING_COLUMNS} from entitlements e where e.id = ?`, [id]);
        if (!found) throw notFound("entitlement");
        if (!(await endGrant(tx, found))) throw new AppError("CONFLICT", "This entitlement has already ended.");
        if (found.userId) changed(tx, found.userId);
        note(tx, viewer, "revoked", found, address, { key: found.key, reason });
        return (await one(tx, id))!;
      }),

    list(em, holders, active, page) {
      const conditions = [
        heldByAny(holders),
        ...(active === null ? [] : [{ sql: active ? `(${IS_ACTIVE})` : `not (${IS_ACTIVE})`, params: [] }]),
      ];
      return readConnection<EntitlementRow>(
        em,
        { select: ENTITLEMENT_COLUMNS, from: "from entitlements e", conditions },
        page,
        NEWEST_FIRST,
      );
    },

    byIds(em, ids, holders) {
      const { sql, params } = holders ? heldByAny(holders) : { sql: "true", params: [] };
      return rows<EntitlementRow>(em, `select ${ENTITLEMENT_COLUMNS} from entitlements e where e.id in (?) and ${sql}`, [ids, ...params]);
    },
  };
}

const heldByAny = ({ userId, organizationIds }: Holders) => ({
  sql: "(e.user_id = ?::uuid or e.organization_id = any(?::uuid[]))",
  params: [userId, textArray(organizationIds)],
});

/** The list of keys is closed: modules declare them. Grants for one object come from its purchase only, those of `staff` from admins only. */
export function expectKey(key: string, field: string, byAdmin = false): void {
  const known = [...entitlementTable()].filter(([, { ofOne, staff }]) => !ofOne && (byAdmin || !staff)).map(([name]) => name);
  if (!known.includes(key)) throw badInput(field, `There is no such entitlement. Use one of ${known.join(", ")}.`, "UNKNOWN_VALUE");
}
