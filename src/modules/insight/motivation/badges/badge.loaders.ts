import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { idList } from "./award-badges.js";
import type { BadgeRow } from "./badge.type.js";
import { BADGES, badgeNamed } from "./badges.js";

const shown = ({ name, title, description, icon, goal }: (typeof BADGES)[number]) => ({ name, title, description, icon, goal });

/** Badges of accounts, the newest first. */
export const badgesOfUser: LoaderFactory<string, BadgeRow[]> = ({ em }) =>
  new DataLoader(async (userIds) => {
    const found = await rows<{ userId: string; badge: string; awardedAt: Date }>(
      em,
      `select user_id as "userId", badge, awarded_at as "awardedAt" from awarded_badges where user_id = any(?::uuid[])
       order by awarded_at desc, badge`,
      [idList(userIds)],
    );
    const byUser = Map.groupBy(found, ({ userId }) => userId);
    return userIds.map((id) =>
      (byUser.get(id) ?? []).flatMap(({ badge, awardedAt }) => {
        const rule = badgeNamed(badge);
        return rule ? [{ ...shown(rule), progress: null, awardedAt }] : [];
      }),
    );
  });

/** All badges, with the progress of the account if there is one: one statement. */
export async function allBadges(em: EntityManager, userId: string | null): Promise<BadgeRow[]> {
  if (userId === null) return BADGES.map((rule) => ({ ...shown(rule), progress: null, awardedAt: null }));
  const parts = BADGES.map(({ name, progress }) => `select '${name}' as name, p.progress from (${progress("?::uuid[]")}) p`);
  const found = await rows<{ name: string; progress: number; awardedAt: Date | null }>(
    em,
    `select coalesce(p.name, b.badge) as name, coalesce(p.progress, 0) as progress, b.awarded_at as "awardedAt"
     from (${parts.join(" union all ")}) p full join (select badge, awarded_at from awarded_badges where user_id = ?) b on b.badge = p.name`,
    [...BADGES.map(() => idList([userId])), userId],
  );
  const byName = new Map(found.map((row) => [row.name, row]));
  return BADGES.map((rule) => {
    const { progress = 0, awardedAt = null } = byName.get(rule.name) ?? {};
    return { ...shown(rule), progress: Math.max(0, Math.min(rule.goal, progress)), awardedAt };
  });
}
