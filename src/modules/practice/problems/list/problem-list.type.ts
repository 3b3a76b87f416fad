import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from "class-validator";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { connectionOf, PageArgs } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { SortDirectionEnum, type SortDirection } from "../../../../graphql/sort-direction.js";
import { DIFFICULTIES, PROBLEM_STATUSES, type Difficulty, type ProblemStatus } from "../problem.entity.js";
import { DifficultyEnum, ProblemStatusEnum, ProblemType, ViewerStatusEnum } from "../problem.type.js";
import type { ViewerStatus } from "../problem.rows.js";

const ORDERS = ["NEWEST", "TITLE", "DIFFICULTY", "ACCEPTANCE_RATE", "RELEVANCE"] as const;
export type ProblemOrder = (typeof ORDERS)[number];
const ProblemOrderEnum = enumOf(ORDERS);

registerEnumType(ProblemOrderEnum, {
  name: "ProblemOrder",
  description: "Sort orders of the problem list. Ties are sorted newest first.",
  valuesConfig: {
    NEWEST: { description: "By publication date, newest first." },
    TITLE: { description: "By title, A to Z, ignoring case. Letters with accents sort next to those without." },
    DIFFICULTY: { description: "EASY, then MEDIUM, then HARD." },
    ACCEPTANCE_RATE: { description: "Highest acceptance rate first. Problems without submissions come last in either direction." },
    RELEVANCE: { description: "Best match for `search` first: title before tags before statement. Requires `search`." },
  },
});

@InputType({ description: "Filter for problems. All given conditions must match; an empty list counts as omitted." })
export class ProblemFilter {
  @Field(() => [String], { nullable: true, description: "Slugs of topics. Matches problems in any of them or their descendants." })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(100, { each: true })
  topics?: string[] | null;

  @Field(() => [DifficultyEnum], { nullable: true, description: "Matches any of these difficulties." })
  @IsOptional()
  @ArrayMaxSize(DIFFICULTIES.length)
  difficulties?: Difficulty[] | null;

  @Field(() => [String], { nullable: true, description: "Matches problems with all of these tags." })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(100, { each: true })
  tags?: string[] | null;

  @Field(() => idOf("User"), { nullable: true, description: "Matches problems with this account as author or co-author." })
  @IsOptional()
  authorId?: string | null;

  @Field(() => idOf("Organization"), {
    nullable: true,
    description: "Matches problems that belong to this organization. Of organizations of others, only the public ones.",
  })
  @IsOptional()
  organizationId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "True for premium problems only, false for other problems only. Default: both." })
  @IsOptional()
  premium?: boolean | null;

  @Field(() => [ProblemStatusEnum], {
    nullable: true,
    description:
      "Matches any of these statuses. Default: PUBLISHED. Instructors get only their own drafts and archived problems; admins get all.",
  })
  @IsOptional()
  @ArrayMaxSize(PROBLEM_STATUSES.length)
  status?: ProblemStatus[] | null;

  @Field(() => ViewerStatusEnum, { nullable: true, description: "Your progress on the problem. UNAUTHENTICATED unless signed in." })
  @IsOptional()
  viewerStatus?: ViewerStatus | null;
}

export const SEARCH_DESCRIPTION =
  'Full-text search in title, tags and statement. At most 200 characters; only the first 20 words are used. Matches word prefixes, ignoring case and accents. "Quoted words" match as a phrase; `or` and a leading `-` work as in web search. The statement of a `locked` problem is not searched.';

@ArgsType()
export class ProblemListArgs extends PageArgs {
  @Field(() => ProblemFilter, { nullable: true, description: "Filter for problems. Default: all published ones." })
  @IsOptional()
  @ValidateNested()
  filter?: ProblemFilter | null;

  @Field(() => String, {
    nullable: true,
    description: SEARCH_DESCRIPTION,
  })
  @IsOptional()
  @MaxLength(200)
  search?: string | null;

  @Field(() => ProblemOrderEnum, { nullable: true, description: "Sort order. Default: RELEVANCE with `search`, NEWEST without." })
  orderBy?: ProblemOrder | null;

  @Field(() => SortDirectionEnum, {
    nullable: true,
    description: "Sort direction. Default: ASC for TITLE and DIFFICULTY, DESC for the others.",
  })
  direction?: SortDirection | null;
}

export interface ProblemListQuery {
  page: PageArgs;
  filter: ProblemFilter;
  search: string;
  orderBy: ProblemOrder | null;
  direction: SortDirection | null;
}

export const ProblemConnection = connectionOf("Problem", () => ProblemType);
