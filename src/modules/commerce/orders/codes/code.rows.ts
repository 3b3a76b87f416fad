import { newestFirst } from "../../../../graphql/keyset-list.js";

export interface CodeRow {
  id: string;
  code: string;
  percentBp: number | null;
  amountMinor: number | null;
  currency: string | null;
  minimumMinor: number | null;
  startsAt: Date;
  endsAt: Date | null;
  maxUses: number | null;
  used: number;
  endedAt: Date | null;
  createdAt: Date;
}

export const CODE_COLUMNS = `d.id, d.code, d.percent_bp as "percentBp", d.amount_minor as "amountMinor", d.currency, d.minimum_minor as "minimumMinor",
  d.starts_at as "startsAt", d.ends_at as "endsAt", d.max_uses as "maxUses", d.used, d.ended_at as "endedAt", d.created_at as "createdAt"`;

export const NEWEST_CODE_FIRST = newestFirst<CodeRow>("d.id");

/** Of code `d`: it is taken now, if it is not used up. */
export const IS_VALID = "(d.ended_at is null and d.starts_at <= now() and (d.ends_at is null or d.ends_at > now()))";

/** As codes are stored: customers write them in any case. */
export const normalCode = (code: string): string => code.trim().toUpperCase();
