import { IsOptional, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../graphql/enum-of.js";
import { connectionOf, PageArgs } from "../../../graphql/pagination.js";
import { PERIODS, type Period } from "./boards/periods.js";
import { SCOPES } from "./boards/scopes.js";
import type { Ranked } from "./store/board-store.js";

export const LeaderboardScopeEnum = enumOf(SCOPES.map(({ name }) => name));

registerEnumType(LeaderboardScopeEnum, {
  name: "LeaderboardScope",
  description: "Which XP a leaderboard compares.",
  valuesConfig: Object.fromEntries(SCOPES.map(({ name, description }) => [name, { description }])),
});

export const LeaderboardPeriodEnum = enumOf(PERIODS);

registerEnumType(LeaderboardPeriodEnum, {
  name: "LeaderboardPeriod",
  description: "When the XP of a leaderboard was earned.",
  valuesConfig: {
    ALL_TIME: { description: "At any time." },
    MONTH: { description: "In the present calendar month, which begins at midnight UTC." },
    WEEK: { description: "In the present ISO week, which begins on Monday at midnight UTC." },
  },
});

const SCOPE_FIELD = { defaultValue: "GLOBAL", description: "Which XP to compare." } as const;
const SCOPE_ID_FIELD = { nullable: true, description: "ID of the object of the scope, such as the topic. None for GLOBAL." } as const;
const PERIOD_FIELD = { defaultValue: "ALL_TIME", description: "When the XP was earned." } as const;

export interface BoardArgs {
  scope: string;
  scopeId?: string | null;
  period: Period;
}

@ArgsType()
export class LeaderboardArgs implements BoardArgs {
  @Field(() => LeaderboardScopeEnum, SCOPE_FIELD)
  scope!: string;

  @Field(() => ID, SCOPE_ID_FIELD)
  @IsOptional()
  @MaxLength(200)
  scopeId?: string | null;

  @Field(() => LeaderboardPeriodEnum, PERIOD_FIELD)
  period!: Period;
}

@ArgsType()
export class LeaderboardPageArgs extends PageArgs implements BoardArgs {
  @Field(() => LeaderboardScopeEnum, SCOPE_FIELD)
  scope!: string;

  @Field(() => ID, SCOPE_ID_FIELD)
  @IsOptional()
  @MaxLength(200)
  scopeId?: string | null;

  @Field(() => LeaderboardPeriodEnum, PERIOD_FIELD)
  period!: Period;
}

export const MOST_RADIUS = 50;

@ArgsType()
export class LeaderboardAroundArgs extends LeaderboardArgs {
  @Field(() => Int, { defaultValue: 5, description: `Number of entries on each side of yours, 0 to ${MOST_RADIUS}.` })
  @Min(0)
  @Max(MOST_RADIUS)
  radius!: number;
}

@ObjectType("LeaderboardEntry", {
  simpleResolvers: true,
  description:
    "A place on a leaderboard. Only accounts with XP are listed. Accounts that are deleted, suspended or have opted out are not, and do not count for ranks.",
})
export class LeaderboardEntryType implements Pick<Ranked, "rank" | "points"> {
  @Field(() => Int, {
    description:
      "1 for the most XP. Equal XP shares a rank: 1, 2, 2, 4. Entries with the same rank are in the order of the accounts' age, oldest first.",
  })
  rank!: number;

  @Field(() => Int, { description: "XP of the account on this leaderboard." })
  points!: number;
}

export const LeaderboardEntryConnection = connectionOf("LeaderboardEntry", () => LeaderboardEntryType);

@ObjectType("LeaderboardAround", { simpleResolvers: true, description: "Your place on a leaderboard." })
export class LeaderboardAroundType {
  @Field(() => LeaderboardEntryType, {
    nullable: true,
    description:
      "Your entry; null without XP on this leaderboard. If you have opted out, only you see it, at the rank that you would have.",
  })
  own!: Ranked | null;

  @Field(() => [LeaderboardEntryType], { description: "Entries around yours, with yours, by rank. Empty if you have none." })
  entries!: Ranked[];

  @Field(() => Int, { description: "Number of accounts on the leaderboard." })
  memberCount!: number;
}

@ObjectType("LeaderboardChange", { simpleResolvers: true, description: "Says that a leaderboard has changed." })
export class LeaderboardChangeType {
  @Field(() => GraphQLDateTime, { description: "When the change was announced." })
  at!: Date;
}

@ObjectType("LeaderboardSettings", { simpleResolvers: true, description: "Your settings of leaderboards." })
export class LeaderboardSettingsType {
  @Field(() => Boolean, { description: "You are on no leaderboard; you still see your own place. Default: false." })
  hidden!: boolean;
}

@InputType({ description: "Settings of leaderboards." })
export class UpdateLeaderboardSettingsInput {
  @Field(() => Boolean, { description: "Whether to take you off all leaderboards." })
  hidden!: boolean;
}

@ObjectType({ description: "Result of updateLeaderboardSettings." })
export class UpdateLeaderboardSettingsPayload {
  @Field(() => LeaderboardSettingsType, { description: "The settings after the change." })
  settings!: LeaderboardSettingsType;
}
