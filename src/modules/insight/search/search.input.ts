import { ArrayMaxSize, IsOptional, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { ArgsType, Field, InputType, Int, registerEnumType } from "type-graphql";
import { enumOf } from "../../../graphql/enum-of.js";
import { PageArgs } from "../../../graphql/pagination.js";
import { SEARCH_KINDS, type SearchKind } from "../../contracts/search-source.js";
import { DIFFICULTIES, type Difficulty } from "../../practice/problems/problem.entity.js";
import { DifficultyEnum } from "../../practice/problems/problem.type.js";

export const SearchKindEnum = enumOf(SEARCH_KINDS);

registerEnumType(SearchKindEnum, {
  name: "SearchKind",
  description: "Kinds of objects that `search` finds. More may be added.",
  valuesConfig: {
    PROBLEM: { description: "Problems, by title, tags and statement. The statement of a `locked` problem is not searched." },
    TRACK: { description: "Tracks, by title, summary and description in every language." },
    LESSON: { description: "Lessons, by title, summary and prose in every language; code is not searched." },
    QUIZ: { description: "Quizzes, by title and description; questions are not searched." },
    THREAD: { description: "Threads of the forum, and at problems and lessons, by title and opening post. Replies are not searched." },
    USER: { description: "Accounts, by username and display name. Suspended accounts are found by admins only, deleted ones by nobody." },
  },
});

@InputType({
  description:
    "Filter for `search`. All given conditions must match, so kinds of objects without such a value are left out; an empty list counts as omitted.",
})
export class SearchFilter {
  @Field(() => [DifficultyEnum], { nullable: true, description: "Any of these difficulties. Leaves out quizzes and accounts." })
  @IsOptional()
  @ArrayMaxSize(DIFFICULTIES.length)
  difficulties?: Difficulty[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      "Slugs of topics: objects in any of them or their descendants. A track has the topics of its published lessons. Leaves out quizzes and accounts.",
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(100, { each: true })
  topics?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Slugs of subjects: tracks of any of them, and their lessons. Leaves out the rest.",
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(100, { each: true })
  subjects?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: "Language tag such as `de` or `pt-BR`: tracks and lessons with a text in exactly this language. Leaves out the rest.",
  })
  @IsOptional()
  @MaxLength(35)
  locale?: string | null;
}

export const QUERY_MAX = 200;
export const SUGGESTIONS = { most: 20, default: 8 };

export const QUERY_DESCRIPTION = `What to search for, at most ${QUERY_MAX} characters; only the first 20 words are used. Words match as beginnings, ignoring case and accents, in every script. "Quoted words" match as a phrase; \`or\` and a leading \`-\` work as in web search.`;
const KINDS_DESCRIPTION = "Kinds of objects to find. Default: all. An empty list counts as omitted.";

@ArgsType()
export class SearchArgs extends PageArgs {
  @Field(() => String, { description: QUERY_DESCRIPTION })
  @MaxLength(QUERY_MAX)
  query!: string;

  @Field(() => [SearchKindEnum], { nullable: true, description: KINDS_DESCRIPTION })
  @IsOptional()
  @ArrayMaxSize(SEARCH_KINDS.length)
  kinds?: SearchKind[] | null;

  @Field(() => SearchFilter, { nullable: true, description: "Filter. Default: none." })
  @IsOptional()
  @ValidateNested()
  filter?: SearchFilter | null;
}

@ArgsType()
export class SuggestionArgs {
  @Field(() => String, { description: QUERY_DESCRIPTION })
  @MaxLength(QUERY_MAX)
  query!: string;

  @Field(() => [SearchKindEnum], { nullable: true, description: KINDS_DESCRIPTION })
  @IsOptional()
  @ArrayMaxSize(SEARCH_KINDS.length)
  kinds?: SearchKind[] | null;

  @Field(() => Int, { nullable: true, description: `Number of suggestions, 1 to ${SUGGESTIONS.most}. Default ${SUGGESTIONS.default}.` })
  @IsOptional()
  @Min(1)
  @Max(SUGGESTIONS.most)
  first?: number | null;
}
