/** Code that was typed and not lost: kept in the browser for each problem and language. */
import { store, stored } from "../api/stored.js";

const LANGUAGE = "language";
const keyOf = (problemId: string, language: string): string => `code:${problemId}:${language}`;

export const draftOf = (problemId: string, language: string): string | null => stored(keyOf(problemId, language)) ?? null;
export const keepDraft = (problemId: string, language: string, code: string | null): void => store(keyOf(problemId, language), code);
export const lastLanguage = (): string | null => stored(LANGUAGE) ?? null;
export const keepLanguage = (language: string): void => store(LANGUAGE, language);
