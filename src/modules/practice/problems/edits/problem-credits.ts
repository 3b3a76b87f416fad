/** Where a problem comes from, and under which licence. */
import * as z from "zod";
import type { PackageCredits } from "../../../../judge/packages/problem-package.js";

export const AUTHORS_MAX = 50;
export const AUTHOR_MAX = 200;
export const SOURCES_MAX = 20;
export const SOURCE_MAX = 300;
export const LICENSE_MAX = 200;
export const SOURCE_URL = /^https?:\/\/[^\s<>"]+$/;
export const SOURCE_URL_MAX = 1000;

const line = (most: number) => z.string().max(most);

export const problemCredits = z.object({
  authors: z.array(line(AUTHOR_MAX)).max(AUTHORS_MAX),
  sources: z.array(z.object({ name: line(SOURCE_MAX), url: line(SOURCE_URL_MAX).regex(SOURCE_URL).nullable() })).max(SOURCES_MAX),
  license: line(LICENSE_MAX).nullable(),
  rightsOwner: line(LICENSE_MAX).nullable(),
});

/** As packages have them, within the bounds above. */
export type ProblemCredits = z.infer<typeof problemCredits>;

export const NO_CREDITS: ProblemCredits = { authors: [], sources: [], license: null, rightsOwner: null };

/** Those of a package, cut to the bounds. */
export function creditsOf({ authors, sources, license, rightsOwner }: PackageCredits): ProblemCredits {
  const cut = (text: string, most: number) => text.replace(/\s+/g, " ").trim().slice(0, most).toWellFormed();
  const orNull = (text: string | null) => (text === null ? null : cut(text, LICENSE_MAX) || null);
  const isAddress = (url: string | null) => url !== null && url.length <= SOURCE_URL_MAX && SOURCE_URL.test(url);
  return {
    authors: authors.slice(0, AUTHORS_MAX).flatMap((name) => cut(name, AUTHOR_MAX) || []),
    sources: sources.slice(0, SOURCES_MAX).map(({ name, url }) => ({ name: cut(name, SOURCE_MAX), url: isAddress(url) ? url : null })),
    license: orNull(license),
    rightsOwner: orNull(rightsOwner),
  };
}
