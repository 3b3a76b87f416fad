import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { DAY_COLUMNS } from "./record-practice.js";
import { streakNow, type PracticeDay, type StreakNow } from "./streak.js";

const NONE: StreakNow = { days: 0, longestDays: 0, freezes: 0, practicedToday: false };

/** Streaks of accounts, as they stand now in the zone of each. */
export const streakOfUser: LoaderFactory<string, StreakNow> = ({ em }) =>
  new DataLoader(async (userIds) => {
    const found = await rows<PracticeDay & { userId: string; zone: string; length: number; longest: number; freezes: number }>(
      em,
      `select s.user_id as "userId", u.timezone as zone, s.length, s.longest, s.freezes, ${DAY_COLUMNS}
       from streaks s join users u on u.id = s.user_id join practice_days d on d.user_id = s.user_id and d.day = s.last_day
       where s.user_id in (?)`,
      [userIds],
    );
    const now = new Date();
    const byUser = new Map(
      found.map(({ userId, zone, length, longest, freezes, ...last }) => [
        userId,
        streakNow({ length, longest, freezes, last }, now, zone),
      ]),
    );
    return userIds.map((id) => byUser.get(id) ?? NONE);
  });

export interface DayCount {
  date: string;
  count: number;
  frozenBefore: number;
}

/** Days of a year with practice, in order. Keys are `<user id> <year>`; all keys are one statement. */
export const practiceOfYear: LoaderFactory<string, DayCount[]> = ({ em }) =>
  new DataLoader(async (keys) => {
    const asked = keys.map((key) => key.split(" ") as [string, string]);
    const found = await rows<DayCount & { key: string }>(
      em,
      `select a.user_id || ' ' || a.year as key, d.day::text as date, d.count, d.frozen as "frozenBefore"
       from unnest(?::uuid[], ?::int[]) as a (user_id, year)
         join practice_days d on d.user_id = a.user_id and d.day between make_date(a.year, 1, 1) and make_date(a.year, 12, 31)
       order by d.day`,
      [`{${asked.map(([id]) => id).join(",")}}`, `{${asked.map(([, year]) => year).join(",")}}`],
    );
    const byKey = Map.groupBy(found, ({ key }) => key);
    return keys.map((key) => byKey.get(key) ?? []);
  });
