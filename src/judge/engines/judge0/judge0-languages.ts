/** Finds our languages among those of a Judge0, by name and version: its ids differ from installation to installation. */
import type { Judge0Config, Judge0Language } from "./judge0-api.js";

interface Wanted {
  /** With the version as a group. */
  name: RegExp;
  /** First major and minor version that has the language. */
  from: readonly [major: number, minor: number];
  /** First version above it that is something else. */
  below?: readonly [major: number, minor: number];
  options?(major: number): string;
}

const GCC = /^C\+\+ \(GCC ([\d.]+)\)$/;
const gcc = (from: number, standard: (major: number) => string): Wanted => ({
  name: GCC,
  from: [from, 0],
  options: (major) => `-std=${standard(major)} -O2 -pipe -DONLINE_JUDGE`,
});

/** By our language id. A language that is not here is not available in this engine. */
const WANTED: Readonly<Record<string, Wanted>> = {
  python: { name: /^Python \(([\d.]+)\)$/, from: [3, 0] },
  javascript: { name: /^JavaScript \(Node\.js ([\d.]+)\)$/, from: [12, 0] },
  typescript: { name: /^TypeScript \(([\d.]+)\)$/, from: [3, 7] },
  cpp17: gcc(7, () => "gnu++17"),
  // Before version 10 and 13 the standards had preliminary names.
  cpp20: gcc(8, (major) => (major < 10 ? "gnu++2a" : "gnu++20")),
  cpp23: gcc(11, (major) => (major < 13 ? "gnu++2b" : "gnu++23")),
  java17: { name: /^Java \((?:Open)?JDK ([\d.]+)\)$/, from: [17, 0] },
  go: { name: /^Go \(([\d.]+)\)$/, from: [1, 13] },
};

export interface FoundLanguage {
  id: number;
  /** As Judge0 names it. */
  name: string;
  version: string;
  compilerOptions: string | null;
}

/** The newest version of each. Keys are our ids. */
export function findJudge0Languages(languages: readonly Judge0Language[], config: Judge0Config): Map<string, FoundLanguage> {
  const found = new Map<string, FoundLanguage>();
  for (const [id, { name: pattern, from, below, options }] of Object.entries(WANTED)) {
    const [newest] = languages
      .flatMap(({ id: judge0Id, name }) => {
        const version = pattern.exec(name)?.[1];
        return version === undefined ? [] : [{ judge0Id, name, version }];
      })
      .filter(({ version }) => !isBefore(version, from) && (!below || isBefore(version, below)))
      .sort((a, b) => compare(parts(b.version), parts(a.version)));
    if (!newest || (options && !takesOptions(newest.name, config))) continue;
    const { judge0Id, name, version } = newest;
    found.set(id, { id: judge0Id, name, version, compilerOptions: options?.(parts(version)[0]!) ?? null });
  }
  return found;
}

function takesOptions(name: string, { enable_compiler_options: enabled, allowed_languages_for_compile_options: allowed }: Judge0Config) {
  return enabled && (allowed.length === 0 || allowed.some((word) => name.startsWith(`${word} `)));
}

const parts = (version: string): number[] => version.split(".").map(Number);
const isBefore = (version: string, limit: readonly number[]): boolean => compare(parts(version), limit) < 0;

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
