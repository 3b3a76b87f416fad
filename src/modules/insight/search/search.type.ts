import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../graphql/enum-of.js";
import { Node } from "../../../graphql/node.js";
import { PageInfo } from "../../../graphql/pagination.js";
import type { ComposedUnion } from "../../../graphql/unions.js";
import type { SearchKind, SearchSource } from "../../contracts/search-source.js";
import type { SubjectRow } from "../../learning/content/subjects/subject.loaders.js";
import { SubjectType } from "../../learning/content/subjects/subject.type.js";
import type { Difficulty } from "../../practice/problems/problem.entity.js";
import { DifficultyEnum } from "../../practice/problems/problem.type.js";
import { TopicType } from "../../practice/topics/topic.type.js";
import type { HighlightPart } from "./highlights.js";
import { SEARCH_HINTS, type SearchHint } from "./search-query.js";
import { SearchKindEnum } from "./search.input.js";

export const HIGHLIGHT_FIELDS = ["TITLE", "SUMMARY", "BODY"] as const;
export type HighlightField = (typeof HIGHLIGHT_FIELDS)[number];
const HighlightFieldEnum = enumOf(HIGHLIGHT_FIELDS);
const SearchHintEnum = enumOf(SEARCH_HINTS);

registerEnumType(HighlightFieldEnum, {
  name: "SearchHighlightField",
  description: "Parts of an object that a search finds it by.",
  valuesConfig: {
    TITLE: { description: "Title, or display name. Whole; always present." },
    SUMMARY: { description: "Summary, the tags of a problem, or the username of an account. Whole; present if it has a match." },
    BODY: { description: "An excerpt of the Markdown source, with white space collapsed; present if it has a match." },
  },
});

registerEnumType(SearchHintEnum, {
  name: "SearchHint",
  description: "Why a search found nothing, apart from there being nothing.",
  valuesConfig: {
    NO_WORDS: { description: "The query has no letters or digits." },
    ONLY_EXCLUSIONS: { description: "The query, or one of its `or` alternatives, only excludes. Add a word to search for." },
    TOO_BROAD: { description: "The search took too long and was stopped. Add a word, or a filter by kind." },
  },
});

/** Members come from the search sources of the modules. */
export function searchResults(sources: readonly SearchSource[]): ComposedUnion {
  return {
    name: "SearchResult",
    description: "What `search` finds. More types may be added: ignore unknown ones.",
    fields: ["SearchResultEdge.node", "SearchResultConnection.nodes", "SearchSuggestion.node"],
    members: sources.map(({ type }) => type),
  };
}

@ObjectType("SearchHighlightPart", { simpleResolvers: true, description: "A piece of a text. The pieces together are the text." })
export class HighlightPartType implements HighlightPart {
  @Field(() => String, { description: "Plain text as its author wrote it, not HTML: escape it like any text." })
  text!: string;

  @Field(() => Boolean, { description: "Whether the search has found it." })
  isMatch!: boolean;
}

@ObjectType("SearchHighlight", { simpleResolvers: true, description: "A text of an object with what the search has found in it." })
export class HighlightType {
  @Field(() => HighlightFieldEnum, { description: "Which text." })
  field!: HighlightField;

  @Field(() => String, { nullable: true, description: "Language of the text; null if unknown." })
  locale!: string | null;

  @Field(() => [HighlightPartType], { description: "Its pieces, in order." })
  parts!: HighlightPart[];
}

@ObjectType("SearchResultEdge", { simpleResolvers: true, description: "An object found by a search." })
export class SearchEdgeType {
  @Field(() => String, { description: "Opaque cursor, for `after` and `before` of the same search." })
  cursor!: string;

  @Field(() => Node, { nullable: true, description: "The object. Null if it was removed or hidden since the search." })
  node!: () => Promise<object | null>;

  @Field(() => SearchKindEnum, { description: "Kind of the object." })
  kind!: SearchKind;

  @Field(() => Float, {
    description:
      "Rank: greater is better. 4 and above: the slug or username is the query. 3: words in the title. 2: also in summary or tags. 1: also in the text. Below 1: similarity of the title. Comparable within one search only.",
  })
  score!: number;

  @Field(() => [HighlightType], { description: "What the search has found in the object. Empty if it was hidden since the search." })
  highlights!: () => Promise<HighlightType[]>;
}

@ObjectType("SearchKindFacet", { simpleResolvers: true, description: "Number of results of a kind." })
export class SearchKindFacet {
  @Field(() => SearchKindEnum, { description: "The kind." })
  kind!: SearchKind;

  @Field(() => Int, { description: "Number of results." })
  count!: number;
}

@ObjectType("SearchDifficultyFacet", { simpleResolvers: true, description: "Number of results with a difficulty." })
export class SearchDifficultyFacet {
  @Field(() => DifficultyEnum, { description: "The difficulty." })
  difficulty!: Difficulty;

  @Field(() => Int, { description: "Number of results." })
  count!: number;
}

@ObjectType("SearchTopicFacet", { simpleResolvers: true, description: "Number of results in a topic." })
export class SearchTopicFacet {
  @Field(() => TopicType, { description: "The topic." })
  topic!: TopicType;

  @Field(() => Int, { description: "Number of results in the topic or any of its descendants, each counted once." })
  count!: number;
}

@ObjectType("SearchSubjectFacet", { simpleResolvers: true, description: "Number of results of a subject." })
export class SearchSubjectFacet {
  @Field(() => SubjectType, { description: "The subject." })
  subject!: SubjectRow;

  @Field(() => Int, { description: "Number of results." })
  count!: number;
}

@ObjectType("SearchFacets", {
  simpleResolvers: true,
  description: "Number of results that each filter option would find. Each facet ignores its own part of the filter and applies the rest.",
})
export class SearchFacetsType {
  @Field(() => [SearchKindFacet], { description: "All kinds." })
  kinds!: SearchKindFacet[];

  @Field(() => [SearchDifficultyFacet], { description: "All difficulties, EASY first." })
  difficulties!: SearchDifficultyFacet[];

  @Field(() => [SearchTopicFacet], { description: "Topics with at least one result, unordered. Merge them into your tree of `topics`." })
  topics!: SearchTopicFacet[];

  @Field(() => [SearchSubjectFacet], { description: "Subjects with at least one result, by name." })
  subjects!: SearchSubjectFacet[];
}

@ObjectType("SearchResultConnection", { simpleResolvers: true, description: "A page of search results, best first." })
export class SearchConnectionType {
  @Field(() => [SearchEdgeType], { description: "Results of this page." })
  edges!: SearchEdgeType[];

  @Field(() => [Node], { description: "Results of this page without scores: the nodes of `edges`, without those that are null." })
  nodes!: () => Promise<object[]>;

  @Field(() => PageInfo, { description: "Pagination information about this page." })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: "Number of results on all pages. Requires a count query, so request it only if you display it." })
  totalCount!: () => Promise<number>;

  @Field(() => SearchFacetsType, { description: "Numbers of results by filter option. Requires a count query." })
  facets!: () => Promise<SearchFacetsType>;

  @Field(() => Boolean, {
    description: "True if nothing has the words, and the results have similar titles or names instead: the query may be mistyped.",
  })
  isSimilar!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      "The query with mistyped words corrected by the titles found; null if `isSimilar` is false, there is none, or this is not the first page.",
  })
  didYouMean!: string | null;

  @Field(() => SearchHintEnum, {
    nullable: true,
    description: "Why the search could not be run; there are no results then. Otherwise null.",
  })
  hint!: SearchHint | null;
}

@ObjectType("SearchSuggestion", { simpleResolvers: true, description: "An object whose title or name fits what has been typed so far." })
export class SearchSuggestionType {
  @Field(() => SearchKindEnum, { description: "Kind of the object." })
  kind!: SearchKind;

  @Field(() => String, { description: "Title in the object's own language, or display name. Plain text." })
  title!: string;

  @Field(() => String, { description: "Slug, or username." })
  name!: string;

  @Field(() => [HighlightPartType], { description: "`title` with what the search has found in it." })
  titleParts!: HighlightPart[];

  @Field(() => Node, { nullable: true, description: "The object. Null if it was removed or hidden since the search." })
  node!: () => Promise<object | null>;
}
