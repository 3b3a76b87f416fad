/** Scopes of personal API tokens. The permission rules say what each scope opens. */
export const SCOPES = {
  "account:read": "Read your own profile, e-mail address included.",
  "submissions:read": "Read the submissions that you may see, with their source.",
  "submissions:write": "Submit, run and cancel code, and watch its judging.",
  "problems:write":
    "Write problems with their tests, and tracks with their lessons, and read those of yours that are not published. Needs the role for it.",
  admin: "See and edit what an admin may; never roles or accounts. Needs the role for it.",
} as const;

/**
 * Scope of the tokens that `assessments` gives to candidates. Only rules that name it open to them, and no personal API token can have it:
 * a candidate's session can do one assessment and nothing else.
 */
export const CANDIDATE = "candidate";

export type ApiTokenScope = keyof typeof SCOPES;
export type Scope = ApiTokenScope | typeof CANDIDATE;

/** What the rows of tokens may have. */
export const STORED_SCOPES: readonly Scope[] = [...(Object.keys(SCOPES) as ApiTokenScope[]), CANDIDATE];

export function isScope(text: string): text is Scope {
  return text === CANDIDATE || isApiTokenScope(text);
}

/** What people may choose for a personal token. */
export function isApiTokenScope(text: string): text is ApiTokenScope {
  return Object.hasOwn(SCOPES, text);
}
