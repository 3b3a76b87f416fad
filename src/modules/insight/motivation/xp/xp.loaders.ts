import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";

/** XP by account. */
export const xpOfUser: LoaderFactory<string, number> = ({ em }) =>
  new DataLoader(async (userIds) => {
    const found = await rows<{ userId: string; points: number }>(
      em,
      `select user_id as "userId", points from xp_totals where user_id in (?)`,
      [userIds],
    );
    const byUser = new Map(found.map(({ userId, points }) => [userId, points]));
    return userIds.map((id) => byUser.get(id) ?? 0);
  });
