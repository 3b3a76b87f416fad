import { nodesById } from "../../../graphql/node-lookup.js";
import type { Module } from "../../contracts/module.js";
import { activityPermissions } from "./activity.permissions.js";
import { activityPersonalData } from "./activity.personal-data.js";
import { activityRetention } from "./activity.retention.js";
import { Activity } from "./entries/activity.entity.js";
import { activityHandlers } from "./entries/record-activity.js";
import { activitiesById } from "./feeds/activity.loaders.js";
import { ActivityEventResolver, ActivityResolver, ClassActivityResolver, UserActivityResolver } from "./feeds/activity.resolver.js";
import { watchActivity } from "./feeds/activity.stream.js";
import { followedIds, watchedSince } from "./feeds/feeds.js";
import { showAll } from "./feeds/shown-activity.js";
import { Follow } from "./following/follow.entity.js";
import { FollowingResolver } from "./following/following.resolver.js";
import { createFollowing } from "./following/following.service.js";
import { newFollowerNotification } from "./following/new-follower.notification.js";
import { UserBlock } from "./following/user-block.entity.js";
import { ActivitySettings } from "./sharing/activity-settings.entity.js";
import { ActivitySettingsResolver } from "./sharing/activity-settings.resolver.js";
import { createActivitySettings } from "./sharing/activity-settings.service.js";

export default {
  name: "activity",
  entities: [Activity, ActivitySettings, Follow, UserBlock],
  permissions: activityPermissions,
  fieldCosts: {
    // Reads a page of each followed account, or of each member.
    "Query.followingActivity": { weight: 10 },
    "Query.classActivity": { weight: 10 },
    "Class.activity": { weight: 10 },
    "ActivitySettings.audiences": { items: 3 },
    "ActivitySettings.kinds": { items: 20 },
    "ActivityEvent.edges": { items: 20 },
  },
  resolvers: [
    ...[ActivityResolver, ActivityEventResolver, UserActivityResolver, ClassActivityResolver, ActivitySettingsResolver, FollowingResolver],
  ],
  retention: activityRetention,
  notificationKinds: [newFollowerNotification],
  personalData: activityPersonalData,

  wire(platform) {
    const { db } = platform;
    const watch = (userId: string) => {
      const followed = () => followedIds(db.em.fork(), userId);
      const since = (fromId: string, most: number) => watchedSince(db.em.fork(), userId, fromId, most);
      return watchActivity({ ...platform, followed, since }, userId);
    };
    return {
      resolvers: [
        new ActivityResolver(watch),
        new ActivitySettingsResolver(createActivitySettings(platform)),
        new FollowingResolver(createFollowing(platform)),
      ],
      nodes: {
        Activity: nodesById("activity:read", async (context, ids) => showAll(context, await activitiesById(context, ids))),
      },
      eventHandlers: activityHandlers(platform),
    };
  },
} satisfies Module;
