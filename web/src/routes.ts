/** Addresses of the views. src/app/http/web-application.ts serves the document at each of them. */
export type Route =
  | { view: "catalog" }
  | { view: "problem"; slug: string }
  | { view: "submissions" }
  | { view: "submission"; id: string }
  | { view: "tracks" }
  | { view: "track"; slug: string }
  | { view: "lesson"; id: string }
  | { view: "quiz"; slug: string }
  | { view: "shop" }
  | { view: "orders" }
  | { view: "order"; id: string }
  | { view: "sign-in" }
  | { view: "register" }
  | { view: "reset-password" }
  | { view: "mailed-link"; purpose: MailedPurpose }
  | { view: "developers" }
  | { view: "missing" };

export type MailedPurpose = "verify-email" | "confirm-email-change" | "undo-email-change";

type Match = (part: string) => Route;

const PATTERNS: readonly [string, Match][] = [
  ["/", () => ({ view: "catalog" })],
  ["/problems", () => ({ view: "catalog" })],
  ["/problems/*", (slug) => ({ view: "problem", slug })],
  ["/submissions", () => ({ view: "submissions" })],
  ["/submissions/*", (id) => ({ view: "submission", id })],
  ["/tracks", () => ({ view: "tracks" })],
  ["/tracks/*", (slug) => ({ view: "track", slug })],
  ["/lessons/*", (id) => ({ view: "lesson", id })],
  ["/quizzes/*", (slug) => ({ view: "quiz", slug })],
  ["/shop", () => ({ view: "shop" })],
  ["/orders", () => ({ view: "orders" })],
  ["/orders/*", (id) => ({ view: "order", id })],
  ["/sign-in", () => ({ view: "sign-in" })],
  ["/register", () => ({ view: "register" })],
  ["/reset-password", () => ({ view: "reset-password" })],
  ["/verify-email", () => ({ view: "mailed-link", purpose: "verify-email" })],
  ["/confirm-email-change", () => ({ view: "mailed-link", purpose: "confirm-email-change" })],
  ["/undo-email-change", () => ({ view: "mailed-link", purpose: "undo-email-change" })],
  ["/developers", () => ({ view: "developers" })],
];

export function routeOf(path: string): Route {
  const clean = path.length > 1 ? path.replace(/\/$/, "") : path;
  const parent = clean.slice(0, clean.lastIndexOf("/"));
  const part = clean.slice(clean.lastIndexOf("/") + 1);
  for (const [pattern, match] of PATTERNS) {
    if (pattern === clean) return match("");
    if (pattern.endsWith("/*") && pattern.slice(0, -2) === parent && part) return match(decoded(part));
  }
  return { view: "missing" };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
