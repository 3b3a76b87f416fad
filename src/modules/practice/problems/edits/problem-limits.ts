/** Limits of problem fields, shared by inputs and columns. */
export const TITLE_MAX = 120;
export const SLUG_MAX = 80;
/** Characters, for the statement and the explanation. */
export const TEXT_MAX = 100_000;
export const CONSTRAINTS_MAX = 10_000;
export const TAGS_MAX = 20;
export const HINTS_MAX = 10;
export const NOTE_MAX = 500;
/** Characters of a driver. */
export const DRIVER_MAX = 50_000;
export const TIME_LIMIT_MS = { min: 100, max: 20_000 };
export const MEMORY_LIMIT_KB = { min: 16_384, max: 2_097_152 };
export const OUTPUT_LIMIT_KB = { min: 64, max: 65_536, default: 16_384 };

/** Limits that differ for one language, by language id. */
export type LanguageLimits = Record<string, { timeLimitMs?: number; memoryLimitKb?: number }>;

/** Starter code that replaces the language's default, by language id. */
export type StarterCode = Record<string, string>;

/** Drivers that replace the generated ones, by language id. */
export type Drivers = Record<string, string>;
