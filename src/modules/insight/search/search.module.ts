import type { Module } from "../../contracts/module.js";
import { SearchResolver } from "./search.resolver.js";
import { createSearchService } from "./search.service.js";

/** Has no table: each source is searched in its own table (docs/decisions/0033-search-without-an-index-of-its-own.md). */
export default {
  name: "search",
  fieldCosts: {
    "Query.search": { weight: 50 },
    "Query.searchSuggestions": { weight: 20 },
    // The connection multiplies the costs of its fields by the size of the page.
    "SearchResultConnection.facets": { weight: 5 },
    "SearchFacets.kinds": { items: 5 },
    "SearchFacets.difficulties": { items: 3 },
    "SearchFacets.topics": { items: 10 },
    "SearchFacets.subjects": { items: 3 },
    "SearchResultEdge.highlights": { weight: 4, items: 3 },
    "SearchHighlight.parts": { items: 5 },
    "SearchSuggestion.titleParts": { items: 3 },
  },
  resolvers: [SearchResolver],

  wire({ db }, _services, { searchSources }) {
    return { resolvers: [new SearchResolver(createSearchService({ db, sources: searchSources }), searchSources)] };
  },
} satisfies Module;
