import type { Viewer } from "../../access/viewer.js";

export const SEARCH_KINDS = ["PROBLEM", "TRACK", "LESSON", "QUIZ", "THREAD", "USER"] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** A condition and its parameters. */
export interface SearchCondition {
  sql: string;
  params: readonly unknown[];
}

/**
 * What a module offers to `search`: its own table, with its own index. So a document is found as it is stored, from the commit on, and
 * visibility is a condition on the owner's row. All texts are SQL expressions on the rows of `from`.
 */
export interface SearchSource {
  kind: SearchKind;
  /** Object type of the documents. It implements Node, and its lookup is public. */
  type: string;
  /** Tables with aliases: `problems p`. */
  from: string;
  /** UUID of a document. */
  id: string;
  /** Name in URLs, in lower case; indexed. A search for it puts the document first. */
  name: string;
  title: string;
  /** Column of type tsvector with a GIN index. Weights: A title, B tags or summary, C text. */
  vector: string;
  /** Column with search_letters() of the titles and a trigram index, for typing errors. */
  letters: string;
  /** Documents that the viewer may open. */
  visible(viewer: Viewer): SearchCondition;
  /** Documents that the viewer may find, but whose text (weight C) the viewer may not read. Absent if there are none. */
  withheld?(viewer: Viewer): SearchCondition;
  /** EASY, MEDIUM or HARD. Absent if documents have no difficulty. */
  difficulty?: string;
  /** Selects the ids of a document's topics. Absent if documents have no topics. */
  topics?: string;
  /** Id of the document's subject. */
  subject?: string;
  /** Condition with one `?`, a language tag: does the document have a text in this language? */
  locale?: string;
  /** Selects `locale` (null: unknown), `title`, `summary` and `body` of one document, its own language first. Used for highlights. */
  texts: string;
}
