/** Scopes of personal API tokens. The permission rules say what each scope opens. */
export const SCOPES = {
  "account:read": "Read your own profile, e-mail address included.",
  "submissions:read": "Read the submissions that you may see, with their source.",
  "submissions:write": "Submit, run and cancel code, and watch its judging.",
  "problems:write":
    "Write problems with their tests, and tracks with their lessons, and read those of yours that are not published. Needs the role for it.",
  admin: "See and edit what an admin may; never roles or accounts. Needs the role for it.",
} as const;

export type Scope = keyof typeof SCOPES;

export function isScope(text: string): text is Scope {
  return Object.hasOwn(SCOPES, text);
}
