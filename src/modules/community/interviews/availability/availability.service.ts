import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { instantOf, isZone, normalLocal } from "../../../../kernel/wall-time.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows, textArray, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { AVAILABILITY_MAX, EXCEPTIONS_MAX, GRID_MINUTES, WINDOW_MINUTES } from "../interview-limits.js";
import { AVAILABILITY_COLUMNS, type AvailabilityRow } from "./availability.rows.js";
import { checkRule, spanOf } from "./recurrence.js";

export interface AvailabilityInput {
  id?: string | null;
  startsAt: string;
  minutes: number;
  timeZone?: string | null;
  rule?: string | null;
  exceptions?: readonly string[] | null;
}

export interface AvailabilityService {
  /** Replaces the window if an id is given. Booked interviews stay. */
  save(viewer: SignedIn, input: AvailabilityInput): Promise<AvailabilityRow>;
  /** Whether there was one. */
  remove(viewer: SignedIn, id: string): Promise<boolean>;
  list(em: EntityManager, viewer: SignedIn): Promise<AvailabilityRow[]>;
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<AvailabilityRow[]>;
}

const DATE = /^\d{4}-\d\d-\d\d$/;

/** What is kept of an input. BAD_USER_INPUT for anything that has no time on the grid. */
function checked(input: AvailabilityInput, ownZone: string): Omit<AvailabilityRow, "id" | "createdAt"> {
  const zone = input.timeZone ?? ownZone;
  if (!isZone(zone)) throw badInput("input.timeZone", "There is no such time zone.", "UNKNOWN_VALUE");
  const local = normalLocal(input.startsAt);
  if (local === null || local.length !== 16)
    throw badInput("input.startsAt", "Write date and time as 2027-03-01T18:00, without a zone.", "INVALID_FORMAT");
  if (Number(local.slice(14)) % GRID_MINUTES !== 0)
    throw badInput("input.startsAt", `Windows begin at a multiple of ${GRID_MINUTES} minutes.`);
  const { minutes } = input;
  if (minutes % GRID_MINUTES !== 0 || minutes < WINDOW_MINUTES.min || minutes > WINDOW_MINUTES.max)
    throw badInput(
      "input.minutes",
      `A window has ${WINDOW_MINUTES.min} to ${WINDOW_MINUTES.max} minutes, a multiple of ${GRID_MINUTES}.`,
      "OUT_OF_RANGE",
    );
  const exceptions = [...new Set(input.exceptions ?? [])].sort();
  if (exceptions.length > EXCEPTIONS_MAX) throw badInput("input.exceptions", `At most ${EXCEPTIONS_MAX} dates.`, "TOO_MANY");
  exceptions.forEach((date, index) => {
    if (!DATE.test(date) || normalLocal(`${date}T00:00`) === null)
      throw badInput(`input.exceptions.${index}`, "Write dates as 2027-03-01.", "INVALID_FORMAT");
  });
  const rule = input.rule == null ? null : checkRule(input.rule, { local, zone }, "input.rule");
  const { last } = spanOf({ local, zone, rule });
  return { local, zone, minutes, rule, exceptions, endsAt: new Date(last.getTime() + (minutes + 2 * 60) * MINUTE_MS) };
}

export function createAvailabilityService({ db }: { db: Database }): AvailabilityService {
  return {
    save: (viewer, input) =>
      db.transaction(async (tx) => {
        const [user] = await rows<{ zone: string }>(tx, "select timezone as zone from users where id = ? for no key update", [viewer.id]);
        const { local, zone, minutes, rule, exceptions, endsAt } = checked(input, user!.zone);
        instantOf({ local, zone, disambiguation: "COMPATIBLE" });
        const values = [local, zone, minutes, rule, textArray(exceptions), endsAt];
        if (input.id != null) {
          const [changed] = await rows<AvailabilityRow>(
            tx,
            `update interview_availability a set local = ?, zone = ?, minutes = ?, rule = ?, exceptions = ?::text[], ends_at = ?
             where a.id = ? and a.user_id = ? returning ${AVAILABILITY_COLUMNS}`,
            [...values, input.id, viewer.id],
          );
          if (!changed) throw notFound("window");
          return changed;
        }
        const [added] = await rows<AvailabilityRow>(
          tx,
          `insert into interview_availability as a (id, user_id, local, zone, minutes, rule, exceptions, ends_at)
           select ?, ?, ?, ?, ?, ?, ?::text[], ? where (select count(*) from interview_availability where user_id = ?) < ${AVAILABILITY_MAX}
           returning ${AVAILABILITY_COLUMNS}`,
          [newId(), viewer.id, ...values, viewer.id],
        );
        if (!added) throw new AppError("CONFLICT", `An account has at most ${AVAILABILITY_MAX} windows. Delete one first.`);
        return added;
      }),

    async remove(viewer, id) {
      const sql = "delete from interview_availability where id = ? and user_id = ? returning 1";
      return (await rows(db.em.fork(), sql, [id, viewer.id])).length > 0;
    },

    list: (em, viewer) =>
      rows(em, `select ${AVAILABILITY_COLUMNS} from interview_availability a where a.user_id = ? order by a.id`, [viewer.id]),

    byIds: (em, viewer, ids) =>
      rows(em, `select ${AVAILABILITY_COLUMNS} from interview_availability a where a.user_id = ? and a.id in (?)`, [viewer.id, ids]),
  };
}
