import { accountSecurityChanged } from "../../../events/account-security-changed.event.js";
import { classMemberChanged } from "../../../events/class-member-changed.event.js";
import { organizationMemberJoined } from "../../../events/organization-member-joined.event.js";
import { organizationMemberLeft } from "../../../events/organization-member-left.event.js";
import { organizationMemberRoleChanged } from "../../../events/organization-member-role-changed.event.js";
import { xpChanged } from "../../../events/xp-changed.event.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { Module } from "../../contracts/module.js";
import { classScope } from "./boards/class.scope.js";
import { organizationScope } from "./boards/organization.scope.js";
import { createChangeSignal } from "./change-signal.js";
import { LeaderboardResolver } from "./leaderboard.resolver.js";
import { MOST_RADIUS } from "./leaderboard.type.js";
import { leaderboardsPermissions } from "./leaderboards.permissions.js";
import { leaderboardsPersonalData } from "./leaderboards.personal-data.js";
import { createLeaderboardsService } from "./leaderboards.service.js";
import { LeaderboardSettings } from "./settings/leaderboard-settings.entity.js";
import { createBoardStore } from "./store/board-store.js";

/** No retention rule: a row is a choice of its owner. Boards of past periods expire in Redis. */
export default {
  name: "leaderboards",
  entities: [LeaderboardSettings],
  permissions: leaderboardsPermissions,
  fieldCosts: { "LeaderboardAround.entries": { items: 2 * MOST_RADIUS + 1 } },
  resolvers: [LeaderboardResolver],
  personalData: leaderboardsPersonalData,

  wire({ db, redis, pubSub, env, log }) {
    const store = createBoardStore({ redis, env, log });
    const leaderboards = createLeaderboardsService({ db, store, changed: createChangeSignal({ redis, pubSub, env, log }) });
    const placeMember = ({ organizationId, userId }: { organizationId: string; userId: string }) =>
      leaderboards.place(organizationScope, organizationId, userId);
    return {
      resolvers: [new LeaderboardResolver(leaderboards, pubSub)],
      eventHandlers: [
        on(xpChanged, "place-on-leaderboards", ({ userId, topicIds }) => leaderboards.refresh([userId], topicIds)),
        on(classMemberChanged, "place-on-class-board", ({ classId, userId }) => leaderboards.place(classScope, classId, userId)),
        on(organizationMemberJoined, "place-on-organization-board", placeMember),
        on(organizationMemberLeft, "take-from-organization-board", placeMember),
        on(organizationMemberRoleChanged, "place-role-on-organization-board", placeMember),
        on(accountSecurityChanged, "list-on-leaderboards", async ({ userId, change }) => {
          if (change === "SUSPENDED" || change === "REINSTATED") await leaderboards.refresh([userId]);
        }),
      ],
    };
  },
} satisfies Module;
