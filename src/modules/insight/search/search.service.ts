import type { Viewer } from "../../../access/viewer.js";
import { keysetRows, type KeysetOrder } from "../../../graphql/keyset-list.js";
import { parsePage, type Page, type PageArgs } from "../../../graphql/pagination.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import type { SearchKind, SearchSource } from "../../contracts/search-source.js";
import { countFacets, NO_FACETS, type FacetCounts } from "./search-facets.js";
import { LIMITS, nameOfSearch, prepare, type SearchConditions, type SearchHint, type SearchQuery } from "./search-query.js";
import { documentsSql, LEAST_WORDS_SCORE, textsSql, unionOf, type SearchMode, type Wanted } from "./search-sql.js";

export interface FoundRow {
  kind: SearchKind;
  id: string;
  score: number;
  title: string;
  name: string;
}

/** A page of results with one row more if there are more, and what counts need to know of the search. */
export interface Found {
  rows: FoundRow[];
  page: Page;
  order: KeysetOrder<FoundRow>;
  /** Null if the search could not be run. */
  wanted: Wanted | null;
  hint: SearchHint | null;
}

export interface TextRow {
  id: string;
  locale: string | null;
  title: string;
  summary: string;
  body: string;
}

export interface SearchRequest {
  search: string;
  conditions: SearchConditions;
  page: PageArgs;
  /** Only matches of titles and names. */
  titlesOnly?: boolean;
}

export interface SearchService {
  /** Two statements, and one more if nothing has the words. */
  find(viewer: Viewer, request: SearchRequest): Promise<Found>;
  count(wanted: Wanted): Promise<number>;
  facets(wanted: Wanted | null): Promise<FacetCounts>;
  /** Texts of found documents, as far as the viewer may read them now. One statement for all kinds. */
  texts(em: EntityManager, viewer: Viewer, found: readonly Pick<FoundRow, "kind" | "id">[]): Promise<TextRow[]>;
}

/** Of a text, for its highlights. */
const MOST_CHARACTERS = 10_000;
const QUERY_CANCELED = "57014";

const orderOf = (request: SearchRequest): KeysetOrder<FoundRow> => ({
  name: nameOfSearch(request.search, request.conditions),
  columns: [
    { sql: "found.score", direction: "desc", cast: "float8" },
    { sql: "found.id", direction: "desc", cast: "uuid" },
  ],
  key: ({ score, id }) => [score, id],
});

export function createSearchService({ db, sources }: { db: Database; sources: readonly SearchSource[] }): SearchService {
  const pageOf = async (em: EntityManager, wanted: Wanted, page: Page, order: KeysetOrder<FoundRow>): Promise<FoundRow[]> => {
    const found = documentsSql(sources, wanted, true);
    if (!found) return [];
    return keysetRows(em, { select: "found.*", from: `from (${found.sql}) found`, fromParams: found.params, conditions: [] }, page, order);
  };

  /** Words first. A cursor says which mode its list is in, so that documents published meanwhile don't change it. */
  const run = async (tx: Transaction, wanted: Omit<Wanted, "mode">, page: Page, order: KeysetOrder<FoundRow>) => {
    const cursor = page.after ?? page.before;
    const isLaterPage = cursor !== null;
    const isSimilar = isLaterPage && Number(cursor[0]) < LEAST_WORDS_SCORE;
    const read = async (mode: SearchMode) => ({ mode, rows: await pageOf(tx, { ...wanted, mode }, page, order) });
    const first = await read(isSimilar ? "SIMILAR" : "WORDS");
    return first.rows.length > 0 || isLaterPage || wanted.query.letters === "" ? first : read("SIMILAR");
  };

  const limited = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    db.transaction(async (tx) => {
      await rows(tx, `select ${LIMITS}`);
      return work(tx);
    });

  return {
    async find(viewer, request) {
      const { search, conditions, titlesOnly = false } = request;
      const order = orderOf(request);
      const page = parsePage(request.page, order.name);
      const none = { rows: [], page, order, wanted: null };
      try {
        return await db.transaction(async (tx) => {
          const query: SearchQuery | SearchHint = await prepare(tx, search);
          if (typeof query === "string") return { ...none, hint: query };
          const { mode, rows: found } = await run(tx, { viewer, query, conditions, titlesOnly }, page, order);
          return { rows: found, page, order, wanted: { viewer, query, conditions, titlesOnly, mode }, hint: null };
        });
      } catch (error) {
        if ((error as { code?: unknown }).code === QUERY_CANCELED) return { ...none, hint: "TOO_BROAD" };
        throw error;
      }
    },

    async count(wanted) {
      const found = documentsSql(sources, wanted, false);
      if (!found) return 0;
      const [counted] = await limited((tx) =>
        rows<{ count: number }>(tx, `select count(*)::int as count from (${found.sql}) found`, found.params),
      );
      return counted!.count;
    },

    facets: async (wanted) => (wanted ? limited((tx) => countFacets(tx, sources, wanted)) : NO_FACETS),

    async texts(em, viewer, found) {
      const byKind = Map.groupBy(found, ({ kind }) => kind);
      const parts = sources.flatMap((source) => {
        const ids = byKind.get(source.kind)?.map(({ id }) => id) ?? [];
        return ids.length > 0 ? [textsSql(source, viewer, ids, MOST_CHARACTERS)] : [];
      });
      if (parts.length === 0) return [];
      const { sql, params } = unionOf(parts);
      return rows<TextRow>(em, sql, params);
    },
  };
}
