import DataLoader from "dataloader";
import type { RequestContext } from "../../../graphql/context.js";
import { wantedTerms } from "../../../platform/database/text-query.js";
import { excerpt, highlight, soughtWords, type HighlightPart, type SoughtWords } from "./highlights.js";
import type { FoundRow, SearchService, TextRow } from "./search.service.js";
import type { HighlightType } from "./search.type.js";

const hasMatch = (parts: readonly HighlightPart[]) => parts.some(({ isMatch }) => isMatch);

/** The first language with a match, of each part of the document. `texts`: its own language first. */
function highlightsOf(texts: readonly TextRow[], sought: SoughtWords): HighlightType[] {
  const own = texts[0];
  if (!own) return [];
  const titles = texts.map(({ locale, title }) => ({ field: "TITLE" as const, locale, parts: highlight(title, sought) }));
  const summaries = texts.map(({ locale, summary }) => ({ field: "SUMMARY" as const, locale, parts: highlight(summary, sought) }));
  const title = titles.find(({ parts }) => hasMatch(parts)) ?? titles[0]!;
  const summary = summaries.find(({ parts }) => hasMatch(parts));
  const found: HighlightType[] = [title, ...(summary ? [summary] : [])];
  for (const { locale, body } of texts) {
    const parts = excerpt(body, sought);
    if (parts) return [...found, { field: "BODY", locale, parts }];
  }
  return found;
}

/** Highlights of all results of a page, with one statement. */
export function highlightLoader(
  service: SearchService,
  { em, viewer }: RequestContext,
  search: string,
  stems: readonly string[],
): DataLoader<FoundRow, HighlightType[]> {
  const sought = soughtWords(wantedTerms(search), stems);
  return new DataLoader(async (found) => {
    const texts = Map.groupBy(await service.texts(em, viewer, found), ({ id }) => id);
    return found.map(({ id }) => highlightsOf(texts.get(id) ?? [], sought));
  });
}
