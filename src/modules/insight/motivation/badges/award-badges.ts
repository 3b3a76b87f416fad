import { badgeAwarded } from "../../../../events/badge-awarded.event.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { BadgeRule, Signal } from "./badge-rule.js";
import { BADGES } from "./badges.js";

/** A list of ids as a parameter of `?::uuid[]`. */
export const idList = (ids: readonly string[]) => `{${ids.join(",")}}`;

/** Awards what these accounts have reached, once each, and announces it. One statement for all rules. */
export async function award(em: EntityManager, rules: readonly BadgeRule[], userIds: readonly string[]): Promise<number> {
  if (rules.length === 0 || userIds.length === 0) return 0;
  const reached = rules.map(({ name, goal, progress }) => {
    return `select p.user_id, '${name}' as badge from (${progress("?::uuid[]")}) p where p.progress >= ${goal}`;
  });
  const awarded = await rows<{ userId: string; badge: string }>(
    em,
    `insert into awarded_badges (user_id, badge)
     select r.user_id, r.badge from (${reached.join(" union all ")}) r join users u on u.id = r.user_id and u.deleted_at is null
     on conflict do nothing returning user_id as "userId", badge`,
    rules.map(() => idList(userIds)),
  );
  for (const { userId, badge } of awarded)
    announce(em, badgeAwarded, { userId, badge, title: rules.find(({ name }) => name === badge)!.title });
  return awarded.length;
}

export function awardAfter(em: EntityManager, signal: Signal, userId: string): Promise<number> {
  return award(
    em,
    BADGES.filter(({ signals }) => signals.includes(signal)),
    [userId],
  );
}
