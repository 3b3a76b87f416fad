import { entitlementTable } from "../../../access/entitlements.js";
import type { SignedIn } from "../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../graphql/pagination.js";
import { AppError, badInput, notFound } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import { record } from "../audit/record.js";
import type { EntitlementSource } from "./entitlement.entity.js";
import { keepGrants, type KeptGrants } from "./kept-grants.js";
import { ENTITLEMENT_COLUMNS, IS_ACTIVE, type EntitlementRow } from "./entitlement.rows.js";

export interface NewGrant {
  key: string;
  userId: string;
  source: EntitlementSource;
  quantity?: number;
  /** Null: does not expire. */
  days?: number | null;
  /** What caused it; granting again for the same cause changes nothing. */
  reference: string;
  /** Starts when the grants of the same key and source that run now or later end, so that buying early loses nothing. */
  afterCurrent?: boolean;
}

export interface EntitlementsService {
  /** In the caller's transaction, which holds the lock on the cause; in force after its commit. Locks the account for `afterCurrent`. */
  grant(tx: Transaction, grant: NewGrant): Promise<void>;
  /**
   * Makes the grants of something that goes on what they should be; true if that changed anything. `members` are the accounts that an
   * organization gives them to. Idempotent. A key that no module declares any more has no effect, and does no harm.
   */
  keep(tx: Transaction, kept: KeptGrants, members: readonly string[]): Promise<boolean>;
  /** Ends what was granted for a cause. Idempotent. */
  revokeFor(tx: Transaction, reference: string): Promise<void>;
  /** BAD_USER_INPUT for an unknown key or a time of expiry that has passed, NOT_FOUND for an unknown account. */
  grantByAdmin(
    viewer: SignedIn,
    input: { userId: string; key: string; quantity?: number | null; expiresAt?: Date | null },
    address: string,
  ): Promise<EntitlementRow>;
  /** CONFLICT if it has already ended. */
  revokeByAdmin(viewer: SignedIn, input: { id: string; reason: string }, address: string): Promise<EntitlementRow>;
  list(em: EntityManager, userId: string, active: boolean | null, page: PageArgs): Promise<Connection<EntitlementRow>>;
  /** In any order; those of one account unless `userId` is null. */
  byIds(em: EntityManager, ids: readonly string[], userId: string | null): Promise<EntitlementRow[]>;
  /** Called in each transaction that changes what an account has. A higher module drops there what it caches about the account. */
  whenChanged(listener: (tx: Transaction, userId: string) => void): void;
  /** For changes that come with the time. */
  changed(tx: Transaction, userId: string): void;
}

/** Columns round to milliseconds: a rounded-up start would be in the future. */
const NOW = "date_trunc('milliseconds', now())";

const NEWEST_FIRST = newestFirst<EntitlementRow>("e.id");

/** Ends of present and later grants of the same key and source. A grant without an end leaves nothing to wait for. */
const AFTER_CURRENT = `(select max(e.expires_at) from entitlements e where e.user_id = ? and e.key = ? and e.source = ?
  and e.revoked_at is null and e.expires_at > now() and e.reference is distinct from ?::uuid)`;

export function createEntitlementsService({ db }: { db: Database }): EntitlementsService {
  const listeners: ((tx: Transaction, userId: string) => void)[] = [];
  const changed = (tx: Transaction, userId: string) => listeners.forEach((listener) => listener(tx, userId));
  const one = async (em: EntityManager, id: string) =>
    (await rows<EntitlementRow>(em, `select ${ENTITLEMENT_COLUMNS} from entitlements e where e.id = ?`, [id]))[0];

  return {
    changed,
    whenChanged: (listener) => void listeners.push(listener),

    async grant(tx, { key, userId, source, quantity = 1, days = null, reference, afterCurrent = false }) {
      expectKey(key, "key");
      // Of two orders of a plan at the same moment, the second one begins after the first.
      if (afterCurrent) await tx.execute("select from users where id = ? for no key update", [userId]);
      const start = afterCurrent ? `coalesce(${AFTER_CURRENT}, ${NOW})` : NOW;
      await tx.execute(
        `insert into entitlements (id, key, user_id, source, quantity, reference, valid_from, expires_at)
         select ?, ?, ?, ?, ?, ?, begins.at, begins.at + ?::int * interval '1 day' from (select ${start} as at) begins
         on conflict on constraint entitlements_reference_unique do nothing`,
        [...[newId(), key, userId, source, quantity, reference, days], ...(afterCurrent ? [userId, key, source, reference] : [])],
      );
      changed(tx, userId);
    },

    async keep(tx, kept, members) {
      const isChanged = await keepGrants(tx, kept);
      if (isChanged) for (const userId of [...members, ...(kept.userId ? [kept.userId] : [])]) changed(tx, userId);
      return isChanged;
    },

    async revokeFor(tx, reference) {
      const ended = await rows<{ userId: string | null }>(
        tx,
        `update entitlements set revoked_at = now() where reference = ? and revoked_at is null returning user_id as "userId"`,
        [reference],
      );
      for (const userId of new Set(ended.map((row) => row.userId))) if (userId) changed(tx, userId);
    },

    async grantByAdmin(viewer, { userId, key, quantity, expiresAt }, address) {
      expectKey(key, "input.key");
      if (expiresAt && expiresAt.getTime() <= Date.now()) throw badInput("input.expiresAt", "It must be in the future.", "OUT_OF_RANGE");
      return db.transaction(async (tx) => {
        const found = await rows(tx, "select from users where id = ? and deleted_at is null for no key update", [userId]);
        if (found.length === 0) throw notFound("account");
        const id = newId();
        await tx.execute(
          `insert into entitlements (id, key, user_id, source, quantity, expires_at, valid_from) values (?, ?, ?, 'GRANT', ?, ?, ${NOW})`,
          [...[id, key, userId, quantity ?? 1, expiresAt ?? null]],
        );
        changed(tx, userId);
        const details = { entitlementId: id, key, quantity: quantity ?? 1, expiresAt: expiresAt ?? null };
        record(tx, { actorId: viewer.id, action: "user.entitlement-granted", subject: { type: "user", id: userId }, address, details });
        return (await one(tx, id))!;
      });
    },

    revokeByAdmin: (viewer, { id, reason }, address) =>
      db.transaction(async (tx) => {
        const [found] = await rows<EntitlementRow>(tx, `select ${ENTITLEMENT_COLUMNS} from entitlements e where e.id = ? for update`, [id]);
        if (!found?.userId) throw notFound("entitlement");
        const [ended] = await rows(
          tx,
          "update entitlements set revoked_at = now() where id = ? and revoked_at is null and (expires_at is null or expires_at > now()) returning 1",
          [id],
        );
        if (!ended) throw new AppError("CONFLICT", "This entitlement has already ended.");
        changed(tx, found.userId);
        const subject = { type: "user", id: found.userId };
        const details = { entitlementId: id, key: found.key, reason };
        record(tx, { actorId: viewer.id, action: "user.entitlement-revoked", subject, address, details });
        return (await one(tx, id))!;
      }),

    list: (em, userId, active, page) =>
      readConnection<EntitlementRow>(
        em,
        {
          select: ENTITLEMENT_COLUMNS,
          from: "from entitlements e",
          conditions: [
            { sql: "e.user_id = ?", params: [userId] },
            ...(active === null ? [] : [{ sql: active ? `(${IS_ACTIVE})` : `not (${IS_ACTIVE})`, params: [] }]),
          ],
        },
        page,
        NEWEST_FIRST,
      ),

    byIds: (em, ids, userId) =>
      rows<EntitlementRow>(
        em,
        `select ${ENTITLEMENT_COLUMNS} from entitlements e where e.id in (?)${userId === null ? "" : " and e.user_id = ?"}`,
        userId === null ? [ids] : [ids, userId],
      ),
  };
}

/** The list of keys is closed: modules declare them. */
export function expectKey(key: string, field: string): void {
  const known = [...entitlementTable().keys()];
  if (!known.includes(key)) throw badInput(field, `There is no such entitlement. Use one of ${known.join(", ")}.`, "UNKNOWN_VALUE");
}
