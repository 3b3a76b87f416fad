/** Patterns for jest: all tests of an area. Undefined for a word that is not an area. */
export function patternsOf(area: string): string[] | undefined;

/** Suites in the folders of test/ that no area lists, and listed ones that do not exist. */
export function misplacedSuites(): { missing: string[]; unknown: string[] };
