import { AUTHORS } from "../../../../access/permissions.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection, newestFirst } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { badInput, notFound } from "../../../../kernel/errors.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { freeTimes } from "../availability/availability.rows.js";
import { startsIn } from "../availability/open-times.js";
import { HORIZON_DAYS } from "../interview-limits.js";

export interface HostRow {
  /** Of the account. */
  id: string;
  headline: string;
  minutes: number;
  noticeHours: number;
  isOpen: boolean;
}

export interface SlotRow {
  startsAt: Date;
  endsAt: Date;
}

export interface HostsService {
  set(viewer: SignedIn, host: Omit<HostRow, "id">): Promise<HostRow>;
  list(em: EntityManager, page: PageArgs): Promise<Connection<HostRow>>;
  /** Hosts that take bookings, and the viewer's own row. */
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<HostRow[]>;
  /** Starts that can be booked now. NOT_FOUND unless the host takes bookings. */
  slots(em: EntityManager, viewer: SignedIn, id: string, from: Date | null, days: number): Promise<SlotRow[]>;
}

const COLUMNS = `h.user_id as id, h.headline, h.minutes, h.notice_hours as "noticeHours", h.is_open as "isOpen"`;
/** Accounts that lost their role, or are suspended, take no bookings. */
const PRESENT = `u.deleted_at is null and u.suspended_at is null and u.role in (${AUTHORS.map((role) => `'${role}'`).join(", ")})`;
const FROM = "from interview_hosts h join users u on u.id = h.user_id";
const ORDER = newestFirst<HostRow>("h.user_id");
/** Of one answer. */
export const SLOTS_MAX = 500;

/** The host, if the viewer may book; NOT_FOUND otherwise. */
export async function readHost(em: EntityManager, viewer: SignedIn, id: string): Promise<HostRow> {
  const [host] = await rows<HostRow>(em, `select ${COLUMNS} ${FROM} where h.user_id = ? and (h.is_open or h.user_id = ?) and ${PRESENT}`, [
    id,
    viewer.id,
  ]);
  if (!host) throw notFound("host");
  return host;
}

/** Free starts of a host in a range. */
export async function slotsOf(em: EntityManager, host: HostRow, from: Date, to: Date): Promise<SlotRow[]> {
  const start = Math.max(from.getTime(), Date.now() + host.noticeHours * HOUR_MS);
  const end = Math.min(to.getTime(), Date.now() + HORIZON_DAYS * DAY_MS);
  if (start >= end) return [];
  const free = (await freeTimes(em, [host.id], { start, end })).get(host.id) ?? [];
  return startsIn(free, host.minutes, host.minutes)
    .slice(0, SLOTS_MAX)
    .map((at) => ({ startsAt: new Date(at), endsAt: new Date(at + host.minutes * MINUTE_MS) }));
}

export function createHostsService({ db }: { db: Database }): HostsService {
  return {
    async set(viewer, { headline, minutes, noticeHours, isOpen }) {
      const [host] = await rows<HostRow>(
        db.em.fork(),
        `insert into interview_hosts as h (user_id, headline, minutes, notice_hours, is_open) values (?, ?, ?, ?, ?)
         on conflict (user_id) do update set headline = excluded.headline, minutes = excluded.minutes, notice_hours = excluded.notice_hours,
           is_open = excluded.is_open returning ${COLUMNS}`,
        [viewer.id, headline, minutes, noticeHours, isOpen],
      );
      return host!;
    },

    list: (em, page) =>
      readConnection(em, { select: COLUMNS, from: FROM, conditions: [{ sql: `h.is_open and ${PRESENT}`, params: [] }] }, page, ORDER),

    byIds: (em, viewer, ids) =>
      rows(em, `select ${COLUMNS} ${FROM} where h.user_id in (?) and (h.is_open or h.user_id = ?) and ${PRESENT}`, [ids, viewer.id]),

    async slots(em, viewer, id, from, days) {
      if (days < 1 || days > HORIZON_DAYS)
        throw badInput("days", `Ask for 1 to ${HORIZON_DAYS} days.`, "OUT_OF_RANGE", { minimum: 1, maximum: HORIZON_DAYS });
      const host = await readHost(em, viewer, id);
      const start = from ?? new Date();
      return slotsOf(em, host, start, new Date(start.getTime() + days * DAY_MS));
    },
  };
}
