/** Patterns for jest: all tests of an area. Undefined for a word that is not an area. */
export function patternsOf(area: string): string[] | undefined;

/** Suites in the folders of test/ that no area lists, listed ones that do not exist, and those listed twice. `suites` are by area. */
export function misplacedSuites(suites?: Record<string, string[]>): { missing: string[]; unknown: string[]; repeated: string[] };
