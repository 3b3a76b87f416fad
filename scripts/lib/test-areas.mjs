// Suites by area, for `npm test -- <area>`: those below src/modules/<area>, and suites of test/ as listed here. test/areas.test.ts
// checks that none is missing.
import { readdirSync, readFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";

const below = (folder, ...names) => names.map((name) => `${folder}/${name}`);

/** Names without `.test.ts`, in test/. */
const SUITES = {
  base: below("e2e", "audit", "settings", "storage", "attacks/uploads"),
  accounts: [
    ...below(
      "e2e",
      "account-races",
      "account-security",
      "accounts",
      "bad-tokens",
      "identity",
      "impersonation",
      "organization-content",
      "organization-isolation",
      "organizations",
      "providers",
      "sessions",
      "single-sign-on",
    ),
    ...below("e2e", "typed-input", "attacks/signing-in"),
  ],
  messaging: below("e2e", "announcements", "mail", "notification-mail", "notifications", "push", "resend", "webhooks"),
  practice: [
    ...below(
      "e2e",
      "bookmarks",
      "catalog",
      "generate",
      "packages",
      "premium",
      "problem-authors",
      "problem-revisions",
      "problem-tests",
      "problems",
      "seed",
    ),
    ...below("e2e", "starter-code", "test-uploads", "topics"),
    ...below("judge", "seed-problems"),
    ...below(
      "judging",
      "checkers",
      "drain",
      "execution-engines",
      "judge-level",
      "outage",
      "real-time",
      "rejudge",
      "results",
      "submissions",
      "submitting",
    ),
    ...below("judging", "checker-programs", "interactive", "scoring", "rejudge-survival", "survival", "uploaded-tests"),
    ...below("judging", "function-problems", "included-files", "problem-programs", "verification"),
  ],
  learning: [
    ...below(
      "e2e",
      "classes",
      "content",
      "coursework",
      "feedback",
      "mastery",
      "progress",
      "question-files",
      "quizzes",
      "similarity",
      "quiz-archives",
      "track-archives",
      "track-history",
      "translations",
    ),
    ...below("judge", "seed-tracks"),
  ],
  commerce: below("e2e", "development-billing", "discount-codes", "order-races", "order-support", "orders", "premium-tracks", "stripe"),
  community: [...below("e2e", "assessments", "forum", "interviews"), ...below("judging", "assessments", "interviews")],
  insight: [...below("e2e", "activity", "ai", "analytics", "leaderboards", "motivation", "search"), "judging/ai"],
  operations: [...below("e2e", "account-deletion", "data-export", "organization-privacy", "queues", "statistics"), "judging/operations"],
  platform: [
    ...below("e2e", "access-log", "api-safety", "body-limit", "cached-clients", "caching", "event-streams", "form-errors", "limits"),
    ...below(
      "e2e",
      "markdown",
      "migrations",
      "missing-database",
      "nodes",
      "redis-cluster",
      "redis-sentinel",
      "redis-tls",
      "request-bodies",
    ),
    ...below("e2e", "sockets", "transactions", "attacks/connections", "attacks/documents", "attacks/leaks"),
    ...below("judging", "backup", "database-outage", "redis-failover", "storage-outage"),
    ...below("browser", "application", "community-pages", "explorer", "web-page"),
    "support/services",
  ],
  judge: [
    ...below(
      "judge",
      "artifacts",
      "diagnostics",
      "engines",
      "hostile/hostile",
      "languages",
      "launcher-connection",
      "pipeline",
      "programs",
      "sandbox",
    ),
    ...below(
      "judge",
      "checker-programs",
      "interaction",
      "lanes",
      "function-problems",
      "multi-pass",
      "testlib-reference",
      "threads",
      "verdicts",
    ),
    ...below("soak", "busy-machine", "chaos", "flood", "soak"),
  ],
};

/** Sources of the areas that are no folder of src/modules. */
const FOLDERS = { platform: ["platform", "graphql", "access", "app", "config", "events", "kernel", "messages"], judge: ["judge"] };

const allSuites = () =>
  readdirSync(inRoot("test"), { recursive: true, encoding: "utf8" }).filter((file) => /^\w+\/.*\.test\.ts$/.test(file));

/** What takes long and rarely fails: the soaks, and the suites that prove more when they are told to (test/support/proofs.ts). */
const isLong = (file) => file.startsWith("test/soak/") || readFileSync(inRoot(file), "utf8").includes("/support/proofs.js");
const testsIn = (folder) =>
  readdirSync(inRoot(folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => `${folder}/${file}`);

/** Patterns for jest: all tests of an area, or all `long` ones. Undefined for other words. */
export function patternsOf(area) {
  if (area === "long") return [...testsIn("src"), ...testsIn("test")].filter(isLong).map((file) => `/${file.replaceAll(".", "\\.")}$`);
  if (!Object.hasOwn(SUITES, area)) return undefined;
  const folders = FOLDERS[area] ?? [`modules/${area}`];
  return [...folders.map((folder) => `/src/${folder}/`), ...SUITES[area].map((name) => `/test/${name}\\.test\\.ts$`)];
}

/** Suites in the folders of test/ that no area lists, listed ones that do not exist, and those listed twice. `suites` are by area. */
export function misplacedSuites(suites = SUITES) {
  const found = allSuites().map((file) => file.replace(/\.test\.ts$/, ""));
  const listed = Object.values(suites).flat();
  return {
    missing: found.filter((name) => !listed.includes(name)),
    unknown: listed.filter((name) => !found.includes(name)),
    repeated: listed.filter((name, at) => listed.indexOf(name) < at),
  };
}
