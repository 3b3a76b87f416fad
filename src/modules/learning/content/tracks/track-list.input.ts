import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from "class-validator";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs } from "../../../../graphql/pagination.js";
import { DIFFICULTIES, type Difficulty } from "../../../practice/problems/problem.entity.js";
import { DifficultyEnum } from "../../../practice/problems/problem.type.js";
import { CONTENT_STATUSES, type ContentStatus } from "../content-status.js";
import { LOCALE_MAX } from "../../../../kernel/locales.js";
import { ContentStatusEnum } from "./track.type.js";

const ORDERS = ["NEWEST", "TITLE", "DIFFICULTY"] as const;
export type TrackOrder = (typeof ORDERS)[number];
const TrackOrderEnum = enumOf(ORDERS);
registerEnumType(TrackOrderEnum, {
  name: "TrackOrder",
  description: "Sort orders of tracks. Ties are sorted newest first.",
  valuesConfig: {
    NEWEST: { description: "By publication date, newest first." },
    TITLE: { description: "By title, A to Z, ignoring case." },
    DIFFICULTY: { description: "EASY, then MEDIUM, then HARD." },
  },
});

@InputType({ description: "Filter for tracks. All given conditions must match; an empty list counts as omitted." })
export class TrackFilter {
  @Field(() => [String], { nullable: true, description: "Slugs of subjects. Matches tracks of any of them." })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(100, { each: true })
  subjects?: string[] | null;

  @Field(() => [DifficultyEnum], { nullable: true, description: "Matches any of these difficulties." })
  @IsOptional()
  @ArrayMaxSize(DIFFICULTIES.length)
  difficulties?: Difficulty[] | null;

  @Field(() => [String], { nullable: true, description: "Slugs of topics. Matches tracks with a published lesson linked to any of them." })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(100, { each: true })
  topics?: string[] | null;

  @Field(() => String, { nullable: true, description: "Only tracks that exist in this language: exactly this BCP 47 tag." })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  locale?: string | null;

  @Field(() => Boolean, { nullable: true, description: "True for premium tracks only, false for other tracks only. Default: both." })
  @IsOptional()
  premium?: boolean | null;

  @Field(() => idOf("User"), { nullable: true, description: "Matches tracks with this account as author or co-author." })
  @IsOptional()
  authorId?: string | null;

  @Field(() => idOf("Organization"), {
    nullable: true,
    description: "Matches tracks that belong to this organization. Of organizations of others, only the public ones.",
  })
  @IsOptional()
  organizationId?: string | null;

  @Field(() => [ContentStatusEnum], {
    nullable: true,
    description: "Matches any of these statuses. Default: PUBLISHED. Instructors get only their own other tracks; admins get all.",
  })
  @IsOptional()
  @ArrayMaxSize(CONTENT_STATUSES.length)
  status?: ContentStatus[] | null;
}

@ArgsType()
export class TrackListArgs extends PageArgs {
  @Field(() => TrackFilter, { nullable: true, description: "Which tracks. Default: all published ones." })
  @IsOptional()
  @ValidateNested()
  filter?: TrackFilter | null;

  @Field(() => TrackOrderEnum, { nullable: true, description: "Sort order. Default NEWEST." })
  @IsOptional()
  orderBy?: TrackOrder | null;
}
