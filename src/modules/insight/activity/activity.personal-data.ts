import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

export const activityPersonalData: PersonalData = {
  columns: {
    "activities.user_id": { export: "activity-feed", deletion: "removed" },
    "activity_settings.user_id": { export: "activity-settings", deletion: "removed" },
    "follows.follower_id": { export: "following", deletion: "removed" },
    "follows.followed_id": { export: "followers", deletion: "removed" },
    "user_blocks.blocker_id": { export: "blocked-users", deletion: "removed" },
    "user_blocks.blocked_id": { export: { not: "Who blocked an account is known to those accounts only." }, deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "activity-feed",
      description: "Your entries in feeds, whether or not you share them.",
      select: `a.id, a.kind, a.subject_id as "subjectId", a.data, a.at as "occurredAt"`,
      from: "from activities a where a.user_id = ?",
      key: "a.id",
    }),
    listOfRows({
      name: "activity-settings",
      description: "Who may see your activity, what of it, and whether it is recorded.",
      select: `s.to_followers as "toFollowers", s.to_classmates as "toClassmates", s.to_everyone as "toEveryone",
        s.hidden_kinds as "hiddenKinds", s.recording`,
      from: "from activity_settings s where s.user_id = ?",
      key: "s.user_id",
    }),
    listOfRows({
      name: "following",
      description: "Accounts that you follow.",
      select: `f.id, u.username, f.created_at as "since"`,
      from: "from follows f join users u on u.id = f.followed_id where f.follower_id = ?",
      key: "f.id",
    }),
    listOfRows({
      name: "followers",
      description: "Accounts that follow you.",
      select: `f.id, u.username, f.created_at as "since"`,
      from: "from follows f join users u on u.id = f.follower_id where f.followed_id = ?",
      key: "f.id",
    }),
    listOfRows({
      name: "blocked-users",
      description: "Accounts that you blocked.",
      select: `b.id, u.username, b.created_at as "since"`,
      from: "from user_blocks b join users u on u.id = b.blocked_id where b.blocker_id = ?",
      key: "b.id",
    }),
  ],
  erasures: [
    removal("activities"),
    removal("activity_settings"),
    removal("follows", "follower_id"),
    removal("follows", "followed_id"),
    removal("user_blocks", "blocker_id"),
    removal("user_blocks", "blocked_id"),
  ],
};
