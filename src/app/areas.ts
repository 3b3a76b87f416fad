/**
 * Areas and their modules, lower first: a module imports from earlier areas, and inside its own area from earlier modules.
 * The composition, the test of imports and docs/architecture.md follow this list.
 */
export const AREAS = {
  base: ["users", "audit", "settings", "storage"],
  accounts: ["identity"],
  messaging: ["notifications", "announcements"],
  practice: ["topics", "languages", "problems", "submissions"],
  operations: ["privacy", "admin"],
} as const satisfies Record<string, readonly string[]>;
