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
  | { view: "billing"; organizationId: string | null }
  | { view: "notifications" }
  | { view: "notification"; id: string }
  | { view: "invitations" }
  | { view: "join-class" }
  | { view: "interviews" }
  | { view: "interview"; id: string }
  | { view: "assessment" }
  | { view: "sign-in" }
  | { view: "external-sign-in"; of: "provider" | "organization" }
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
  ["/billing", () => ({ view: "billing", organizationId: null })],
  ["/organizations/*/billing", (organizationId) => ({ view: "billing", organizationId })],
  ["/notifications", () => ({ view: "notifications" })],
  ["/notifications/*", (id) => ({ view: "notification", id })],
  ["/invitations", () => ({ view: "invitations" })],
  ["/join-class", () => ({ view: "join-class" })],
  ["/interviews", () => ({ view: "interviews" })],
  ["/interviews/*", (id) => ({ view: "interview", id })],
  ["/assessment", () => ({ view: "assessment" })],
  ["/sign-in", () => ({ view: "sign-in" })],
  ["/sign-in/organizations/*", () => ({ view: "external-sign-in", of: "organization" })],
  ["/sign-in/*", () => ({ view: "external-sign-in", of: "provider" })],
  ["/register", () => ({ view: "register" })],
  ["/reset-password", () => ({ view: "reset-password" })],
  ["/verify-email", () => ({ view: "mailed-link", purpose: "verify-email" })],
  ["/confirm-email-change", () => ({ view: "mailed-link", purpose: "confirm-email-change" })],
  ["/undo-email-change", () => ({ view: "mailed-link", purpose: "undo-email-change" })],
  ["/developers", () => ({ view: "developers" })],
];

/** `*` stands for one part of the path, which the view gets. */
export function routeOf(path: string): Route {
  const parts = path.replace(/\/+$/, "").split("/");
  for (const [pattern, match] of PATTERNS) {
    const wanted = pattern === "/" ? [""] : pattern.split("/");
    if (wanted.length !== parts.length || !wanted.every((part, at) => part === parts[at] || (part === "*" && parts[at]))) continue;
    return match(decoded(parts[wanted.indexOf("*")] ?? ""));
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
