/** Code that was typed and not lost: kept in the browser for each problem and language. */
const LANGUAGE = "language";
const keyOf = (problemId: string, language: string): string => `code:${problemId}:${language}`;

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage is full or blocked: the code lasts until the page is closed.
  }
}

export const draftOf = (problemId: string, language: string): string | null => stored(keyOf(problemId, language));
export const keepDraft = (problemId: string, language: string, code: string | null): void => store(keyOf(problemId, language), code);
export const lastLanguage = (): string | null => stored(LANGUAGE);
export const keepLanguage = (language: string): void => store(LANGUAGE, language);
