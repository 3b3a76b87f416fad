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
  description: "Orders of the problem list. Equals follow newest first.",
  valuesConfig: {
    NEWEST: { description: "Latest published first." },
    TITLE: { description: "By title, A to Z whatever the case; letters with accents beside those without." },
    DIFFICULTY: { description: "EASY, then MEDIUM, then HARD." },
    ACCEPTANCE_RATE: { description: "Most accepted first; problems that nobody tried come last in either direction." },
    RELEVANCE: { description: "Best match of `search` first: title before tags before statement. Needs `search`." },
  },
});

@InputType({ description: "Which problems to list. Everything given must hold; an empty list asks for nothing." })
export class ProblemFilter {
  @Field(() => [String], { nullable: true, description: "Slugs of topics: problems in any of them or in any topic under them." })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(100, { each: true })
  topics?: string[] | null;

  @Field(() => [DifficultyEnum], { nullable: true, description: "Any of these difficulties." })
  @IsOptional()
  @ArrayMaxSize(DIFFICULTIES.length)
  difficulties?: Difficulty[] | null;

  @Field(() => [String], { nullable: true, description: "Problems that have every one of these tags." })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(100, { each: true })
  tags?: string[] | null;

  @Field(() => idOf("User"), { nullable: true, description: "Problems that this account wrote, as author or co-author." })
  @IsOptional()
  authorId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Only premium problems, or only others. Default: both." })
  @IsOptional()
  premium?: boolean | null;

  @Field(() => [ProblemStatusEnum], {
    nullable: true,
    description: "Any of these. Default: PUBLISHED. Instructors get the drafts and archived problems that are their own, admins all.",
  })
  @IsOptional()
  @ArrayMaxSize(PROBLEM_STATUSES.length)
  status?: ProblemStatus[] | null;

  @Field(() => ViewerStatusEnum, { nullable: true, description: "How far you are with the problem. UNAUTHENTICATED unless signed in." })
  @IsOptional()
  viewerStatus?: ViewerStatus | null;
}

export const SEARCH_DESCRIPTION =
  'Words to look for in title, tags and statement, at most 200 characters; the first 20 words count. Beginnings of words are enough; case and accents make no difference. "Quoted words" must stand together, `or` and a leading `-` work as in web search. Of a `locked` problem the statement is not searched.';

@ArgsType()
export class ProblemListArgs extends PageArgs {
  @Field(() => ProblemFilter, { nullable: true, description: "Which problems; all published ones when absent." })
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

  @Field(() => ProblemOrderEnum, { nullable: true, description: "Default: RELEVANCE with `search`, NEWEST without." })
  orderBy?: ProblemOrder | null;

  @Field(() => SortDirectionEnum, {
    nullable: true,
    description: "Which end of the order comes first. Default: ASC for TITLE and DIFFICULTY, DESC for the others.",
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
