import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf, edgeOf } from "../../../../graphql/pagination.js";
import type { ComposedUnion } from "../../../../graphql/unions.js";
import type { EarnedBadge } from "../kinds/badge-earned.kind.js";
import { ACTIVITY_KINDS } from "../kinds/kinds.js";
import type { ReachedLevel } from "../kinds/level-reached.kind.js";
import type { ReachedStreak } from "../kinds/streak-reached.kind.js";
import { ActivityKindEnum } from "../sharing/activity-settings.type.js";
import type { ShownActivity } from "./shown-activity.js";

export const activitySubjects: ComposedUnion = {
  name: "ActivitySubject",
  description: "Possible subjects of an activity. More may be added: ignore unknown ones.",
  fields: ["Activity.subject"],
  members: ACTIVITY_KINDS.flatMap(({ subject }) => subject ?? []),
};

const dataOf = ({ data }: ShownActivity) => data as Partial<EarnedBadge & ReachedLevel & ReachedStreak>;

@ObjectType("Activity", {
  implements: Node,
  simpleResolvers: true,
  description:
    "Something that an account has reached. Visible to the account itself, and to those with whom it shares its activity, while they may see the subject too. Deleted when it is older than a year, unless the operator sets another time.",
})
export class ActivityType implements Pick<ShownActivity, "id" | "kind"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => ActivityKindEnum, { description: "What it is about." })
  kind!: string;

  @Derived(({ at }: ShownActivity) => at)
  @Field(() => GraphQLDateTime, { description: "When it happened. Feeds are in the order in which entries were recorded, seconds later." })
  occurredAt?: Date;

  @Derived((row: ShownActivity) => dataOf(row).badge ?? null)
  @Field(() => String, { nullable: true, description: "Name of the badge, as in `badges`, for BADGE_EARNED; otherwise null." })
  badge?: string | null;

  @Derived((row: ShownActivity) => dataOf(row).level ?? null)
  @Field(() => Int, { nullable: true, description: "The level, for LEVEL_REACHED; otherwise null." })
  level?: number | null;

  @Derived((row: ShownActivity) => dataOf(row).streakDays ?? null)
  @Field(() => Int, { nullable: true, description: "Days of the streak, for STREAK_REACHED; otherwise null." })
  streakDays?: number | null;
}

export const ActivityConnection = connectionOf("Activity", () => ActivityType);
export const ActivityEdge = edgeOf(ActivityConnection);

@ObjectType("ActivityEvent", { description: "New entries of your own and of accounts that you follow." })
export class ActivityEventType {
  @Field(() => Boolean, {
    description: "Whether entries were left out, because there were more than 50 at once: query `followingActivity` again.",
  })
  skipped!: boolean;
}
