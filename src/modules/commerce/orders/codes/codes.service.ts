import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { badInput, conflictOf, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { isCurrency } from "../../../../kernel/money.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { CODE_COLUMNS, IS_VALID, NEWEST_CODE_FIRST, normalCode, type CodeRow } from "./code.rows.js";

export interface NewCode {
  code: string;
  percentBp?: number | null;
  amountMinor?: number | null;
  currency?: string | null;
  minimumMinor?: number | null;
  startsAt?: Date | null;
  endsAt?: Date | null;
  maxUses?: number | null;
}

export interface CodesService {
  list(em: EntityManager, filter: { code?: string | null; valid?: boolean | null }, page: PageArgs): Promise<Connection<CodeRow>>;
  byIds(em: EntityManager, ids: readonly string[]): Promise<CodeRow[]>;
  /** BAD_USER_INPUT, CONFLICT for a code that exists or existed. */
  create(viewer: SignedIn, input: NewCode, address: string): Promise<CodeRow>;
  /** For later orders; those that have it keep it. Repeating it changes nothing. */
  end(viewer: SignedIn, id: string, address: string): Promise<CodeRow>;
}

export function createCodesService({ db }: { db: Database }): CodesService {
  const byIds: CodesService["byIds"] = (em, ids) =>
    rows<CodeRow>(em, `select ${CODE_COLUMNS} from discount_codes d where d.id in (?)`, [ids]);

  return {
    byIds,

    list(em, { code, valid }, page) {
      const conditions = [
        ...(code ? [{ sql: "d.code = ?", params: [normalCode(code)] }] : []),
        ...(valid == null ? [] : [{ sql: valid ? IS_VALID : `not ${IS_VALID}`, params: [] }]),
      ];
      return readConnection(em, { select: CODE_COLUMNS, from: "from discount_codes d", conditions }, page, NEWEST_CODE_FIRST);
    },

    async create(viewer, input, address) {
      check(input);
      const { percentBp, amountMinor, currency, minimumMinor, startsAt, endsAt, maxUses } = input;
      const code = normalCode(input.code);
      return db.transaction(async (tx) => {
        const id = newId();
        const [made] = await rows<CodeRow>(
          tx,
          `insert into discount_codes as d (id, code, percent_bp, amount_minor, currency, minimum_minor, starts_at, ends_at, max_uses)
           values (?, ?, ?, ?, ?, ?, coalesce(?, now()), ?, ?) on conflict on constraint discount_codes_code_unique do nothing returning ${CODE_COLUMNS}`,
          [
            ...[id, code, percentBp ?? null, amountMinor ?? null, currency ?? null, minimumMinor ?? null],
            ...[startsAt ?? null, endsAt ?? null, maxUses ?? null],
          ],
        );
        if (!made) throw conflictOf("input.code", "There is or was a code of this name.");
        record(tx, {
          ...{ actorId: viewer.id, action: "discount-code.created", subject: { type: "discount-code", id }, address },
          details: { code, percentBp: made.percentBp, amountMinor: made.amountMinor, currency: made.currency, maxUses: made.maxUses },
        });
        return made;
      });
    },

    end: (viewer, id, address) =>
      db.transaction(async (tx) => {
        const sql = "update discount_codes set ended_at = now() where id = ? and ended_at is null returning 1";
        const [ended] = await rows(tx, sql, [id]);
        const [code] = await byIds(tx, [id]);
        if (!code) throw notFound("discount code");
        if (ended)
          record(tx, {
            ...{ actorId: viewer.id, action: "discount-code.ended", subject: { type: "discount-code", id }, address },
            details: { code: code.code, used: code.used },
          });
        return code;
      }),
  };
}

function check({ percentBp, amountMinor, currency, minimumMinor, startsAt, endsAt }: NewCode): void {
  if ((percentBp == null) === (amountMinor == null)) throw badInput("input.percentBp", "Give either a percentage or an amount.");
  if (currency != null && !isCurrency(currency))
    throw badInput("input.currency", "This is not a code of ISO 4217, such as EUR.", "UNKNOWN_VALUE");
  if (currency == null && (amountMinor != null || minimumMinor != null))
    throw badInput("input.currency", "An amount needs its currency.", "REQUIRED");
  const from = startsAt ?? new Date();
  if (endsAt && endsAt <= from) throw badInput("input.endsAt", "It must be after the start, and in the future.", "OUT_OF_RANGE");
}
