import { Args, Ctx, Query, Resolver } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { toConnection } from "../../../graphql/keyset-list.js";
import { nodeLoader } from "../../../graphql/node.js";
import { wantedTerms } from "../../../platform/database/text-query.js";
import type { SearchKind, SearchSource } from "../../contracts/search-source.js";
import { allSubjects } from "../../learning/content/subjects/subject.loaders.js";
import { topicTree, type TopicRow, type TopicTree } from "../../practice/topics/topic.loaders.js";
import { didYouMean } from "./did-you-mean.js";
import { highlight, soughtWords } from "./highlights.js";
import type { FacetCounts } from "./search-facets.js";
import { highlightLoader } from "./search-highlights.js";
import type { SearchConditions } from "./search-query.js";
import { SearchArgs, SUGGESTIONS, SuggestionArgs, type SearchFilter } from "./search.input.js";
import type { Found, FoundRow, SearchService } from "./search.service.js";
import { SearchConnectionType, SearchSuggestionType, type SearchEdgeType, type SearchFacetsType } from "./search.type.js";

@Resolver()
export class SearchResolver {
  private readonly types: ReadonlyMap<SearchKind, string>;

  constructor(
    private readonly service: SearchService,
    sources: readonly SearchSource[],
  ) {
    this.types = new Map(sources.map(({ kind, type }) => [kind, type]));
  }

  @Allow("public")
  @Query(() => SearchConnectionType, {
    description:
      "Searches problems, tracks, lessons, quizzes, threads of the forum and accounts at once, best match first, among those that you may open. If nothing has the words, finds titles and names similar to the query. Changes are found at once. Errors: BAD_USER_INPUT, also for a cursor of another search; SERVICE_UNAVAILABLE if counting takes too long.",
  })
  async search(
    @Ctx() context: RequestContext,
    @Args(() => SearchArgs) { query, kinds, filter, ...page }: SearchArgs,
  ): Promise<SearchConnectionType> {
    const conditions = await conditionsOf(context, kinds, filter ?? {});
    const found = await this.service.find(context.viewer, { search: query, conditions, page });
    return this.connection(context, query, found, page.after == null && page.before == null);
  }

  @Allow("public")
  @Query(() => [SearchSuggestionType], {
    description:
      "Objects whose title or name has the words, for a list under a search box while typing; best match first, among those that you may open. Finds similar titles and names if there are none. Empty for a query that can't be searched. Errors: BAD_USER_INPUT.",
  })
  async searchSuggestions(
    @Ctx() context: RequestContext,
    @Args(() => SuggestionArgs) { query, kinds, first }: SuggestionArgs,
  ): Promise<SearchSuggestionType[]> {
    const conditions = await conditionsOf(context, kinds, {});
    const page = { first: first ?? SUGGESTIONS.default };
    const found = await this.service.find(context.viewer, { search: query, conditions, page, titlesOnly: true });
    const sought = soughtWords(wantedTerms(query), found.wanted?.query.stems ?? []);
    return found.rows.slice(0, page.first).map((row) => ({
      kind: row.kind,
      title: row.title,
      name: row.name,
      titleParts: highlight(row.title, sought),
      node: () => this.node(context, row),
    }));
  }

  private connection(context: RequestContext, search: string, found: Found, isFirstPage: boolean): SearchConnectionType {
    const { rows, page, order, wanted, hint } = found;
    const count = async () => (wanted ? this.service.count(wanted) : 0);
    const { edges, pageInfo, totalCount } = toConnection(rows, page, order, (row) => row, count);
    const highlights = highlightLoader(this.service, context, search, wanted?.query.stems ?? []);
    const isSimilar = wanted?.mode === "SIMILAR" && rows.length > 0;
    const titles = edges.map(({ node }) => node.title);
    return {
      edges: edges.map(({ cursor, node: row }): SearchEdgeType => ({
        cursor,
        kind: row.kind,
        score: row.score,
        node: () => this.node(context, row),
        highlights: () => highlights.load(row),
      })),
      nodes: async () => (await Promise.all(edges.map(({ node: row }) => this.node(context, row)))).filter((node) => node !== null),
      pageInfo,
      totalCount,
      facets: async () => facetsOf(context, await this.service.facets(wanted)),
      isSimilar,
      didYouMean: isSimilar && isFirstPage ? didYouMean(wantedTerms(search).join(" "), titles) : null,
      hint,
    };
  }

  /** Its lookup checks once more whether the viewer may see it. */
  private node(context: RequestContext, { kind, id }: FoundRow): Promise<object | null> {
    return context.loader(nodeLoader).load({ type: this.types.get(kind)!, key: id });
  }
}

const listed = <T>(values: readonly T[] | null | undefined): readonly T[] | null => (values?.length ? values : null);

/** Unknown slugs match nothing. */
async function conditionsOf(
  context: RequestContext,
  kinds: readonly SearchKind[] | null | undefined,
  { difficulties, topics, subjects, locale }: SearchFilter,
): Promise<SearchConditions> {
  const tree = topics?.length ? await context.loader(topicTree).load("all") : null;
  const known = subjects?.length ? await context.loader(allSubjects).load("all") : null;
  return {
    kinds: listed(kinds),
    difficulties: listed(difficulties),
    topicIds: tree && topics!.flatMap((slug) => withDescendants(tree, tree.bySlug(slug))),
    subjectIds: known && known.filter(({ slug }) => subjects!.includes(slug)).map(({ id }) => id),
    locale: locale ?? null,
  };
}

function withDescendants(tree: TopicTree, topic: TopicRow | undefined): string[] {
  return topic ? [topic.id, ...tree.childrenOf(topic.id).flatMap((child) => withDescendants(tree, child))] : [];
}

async function facetsOf(context: RequestContext, counts: FacetCounts): Promise<SearchFacetsType> {
  const tree = counts.topics.length > 0 ? await context.loader(topicTree).load("all") : null;
  const subjects = counts.subjects.length > 0 ? await context.loader(allSubjects).load("all") : [];
  const bySubject = new Map(counts.subjects.map(({ value, count }) => [value, count]));
  return {
    kinds: counts.kinds.map(({ value, count }) => ({ kind: value, count })),
    difficulties: counts.difficulties.map(({ value, count }) => ({ difficulty: value, count })),
    topics: counts.topics.flatMap(({ value, count }) => {
      const topic = tree?.byId(value);
      return topic ? [{ topic, count }] : [];
    }),
    subjects: subjects.flatMap((subject) => {
      const count = bySubject.get(subject.id);
      return count === undefined ? [] : [{ subject, count }];
    }),
  };
}
