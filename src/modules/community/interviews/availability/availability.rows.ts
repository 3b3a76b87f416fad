import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { ACTIVE } from "../bookings/interview.entity.js";
import { openIntervals, without, type AvailabilityRule, type Interval } from "./open-times.js";

export interface AvailabilityRow extends AvailabilityRule {
  id: string;
  endsAt: Date;
  createdAt: Date;
}

export const AVAILABILITY_COLUMNS = `a.id, a.local, a.zone, a.minutes, a.rule, a.exceptions, a.ends_at as "endsAt", a.created_at as "createdAt"`;

/** Free windows of each account in the range: availability without upcoming interviews. Two statements for any number of accounts. */
export async function freeTimes(em: EntityManager, userIds: readonly string[], range: Interval): Promise<Map<string, Interval[]>> {
  if (userIds.length === 0) return new Map();
  const [from, to] = [new Date(range.start), new Date(range.end)];
  const rules = await rows<AvailabilityRow & { userId: string }>(
    em,
    `select a.user_id as "userId", ${AVAILABILITY_COLUMNS} from interview_availability a where a.user_id in (?) and a.ends_at > ? order by a.id`,
    [userIds, from],
  );
  const busy = await rows<{ userId: string; from: Date; to: Date }>(
    em,
    `select p.user_id as "userId", i.starts_at as "from", i.starts_at + make_interval(mins => i.minutes) as "to"
     from interview_participants p join interviews i on i.id = p.interview_id
     where p.user_id in (?) and i.status in ${ACTIVE} and i.starts_at < ? and i.starts_at > ?::timestamptz - interval '90 minutes'`,
    [userIds, to, from],
  );
  const rulesOf = Map.groupBy(rules, ({ userId }) => userId);
  const busyOf = Map.groupBy(busy, ({ userId }) => userId);
  return new Map(
    userIds.map((id) => {
      const taken = (busyOf.get(id) ?? []).map((one) => ({ start: one.from.getTime(), end: one.to.getTime() }));
      return [id, without(openIntervals(rulesOf.get(id) ?? [], range), taken)];
    }),
  );
}
