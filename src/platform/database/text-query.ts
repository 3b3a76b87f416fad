/** The syntax of full-text searches. The search_* database functions tokenize text and query alike, in every script. */

/** Limits the cost of a query. */
const MOST_TERMS = 20;

interface Term {
  text: string;
  isPhrase: boolean;
  isExcluded: boolean;
}

/** Alternatives of terms. */
function parse(search: string): Term[][] {
  const terms = [...search.matchAll(/(-?)"([^"]*)"?|(-?)([^\s"]+)/gu)]
    .slice(0, MOST_TERMS)
    .map(([, minusOfPhrase, phrase, minus, word]) => ({
      text: phrase ?? word ?? "",
      isPhrase: phrase !== undefined,
      isExcluded: Boolean(minusOfPhrase || minus),
    }));
  const alternatives: Term[][] = [[]];
  for (const term of terms) {
    if (!term.isPhrase && term.text.toLowerCase() === "or") alternatives.push([]);
    else alternatives.at(-1)!.push(term);
  }
  return alternatives.filter((alternative) => alternative.length > 0);
}

/**
 * An SQL expression of type tsquery. Web search syntax: plain words match as prefixes, so that search works while typing; "quoted words"
 * match as a phrase, `-` excludes, and `or` separates alternatives.
 */
export function textQuery(search: string): { sql: string; params: string[] } {
  const queries = parse(search).map((alternative) => {
    const words = alternative.filter(({ isPhrase, isExcluded }) => !isPhrase && !isExcluded).map(({ text }) => text);
    const others = alternative.filter(({ isPhrase, isExcluded }) => isPhrase || isExcluded);
    return {
      sql: [
        ...(words.length > 0 ? ["search_prefixes(?)"] : []),
        ...others.map(({ isExcluded }) => (isExcluded ? "!!search_phrase(?)" : "search_phrase(?)")),
      ].join(" && "),
      params: [...(words.length > 0 ? [words.join(" ")] : []), ...others.map(({ text }) => text)],
    };
  });
  // If the query consists only of `or`, search for it as a word.
  if (queries.length === 0) return { sql: "search_prefixes(?)", params: [search] };
  return { sql: queries.map(({ sql }) => `(${sql})`).join(" || "), params: queries.flatMap(({ params }) => params) };
}

/** Words and phrases that the search is for, without those it excludes. */
export function wantedTerms(search: string): string[] {
  const alternatives = parse(search);
  if (alternatives.length === 0) return [search];
  return alternatives.flatMap((terms) => terms.filter(({ isExcluded }) => !isExcluded).map(({ text }) => text));
}
