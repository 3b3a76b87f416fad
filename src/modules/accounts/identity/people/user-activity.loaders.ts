import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";

export interface UserActivity {
  lastSeenAt: Date | null;
  sessionCount: number;
}

const NONE: UserActivity = { lastSeenAt: null, sessionCount: 0 };

/** From the account's own sessions and API tokens. Retention removes expired ones, so older activity is unknown. */
export const userActivity: LoaderFactory<string, UserActivity> = ({ em }) =>
  new DataLoader(async (userIds) => {
    const found = await rows<UserActivity & { id: string }>(
      em,
      `select u.id, s.count as "sessionCount", greatest(s.last, t.last) as "lastSeenAt"
       from users u
       cross join lateral (
         select count(*) filter (where ended_at is null and expires_at > now())::int as count, max(last_seen_at) as last
         from sessions where user_id = u.id and impersonator_id is null
       ) s
       cross join lateral (select max(last_used_at) as last from api_tokens where user_id = u.id) t
       where u.id in (?)`,
      [userIds],
    );
    const byUser = new Map(found.map((activity) => [activity.id, activity]));
    return userIds.map((id) => byUser.get(id) ?? NONE);
  });
