import { conflictOf } from "../../../kernel/errors.js";

export const CONTENT_STATUSES = ["DRAFT", "REVIEW", "PUBLISHED", "ARCHIVED"] as const;
export type ContentStatus = (typeof CONTENT_STATUSES)[number];

/** PUBLISHED to PUBLISHED makes the latest revision of a lesson live. */
const NEXT: Record<ContentStatus, readonly ContentStatus[]> = {
  DRAFT: ["REVIEW", "PUBLISHED", "ARCHIVED"],
  REVIEW: ["DRAFT", "PUBLISHED", "ARCHIVED"],
  PUBLISHED: ["PUBLISHED", "ARCHIVED"],
  ARCHIVED: ["DRAFT", "PUBLISHED"],
};

/** CONFLICT for a change that is not allowed. What has been published never becomes a draft again: links to it would break silently. */
export function expectTransition(from: ContentStatus, to: ContentStatus, wasPublished: boolean): void {
  const isBack = to === "DRAFT" && wasPublished;
  if (NEXT[from].includes(to) && !isBack) return;
  const message = isBack ? "It has been published and cannot become a draft again." : `It is ${from} and cannot become ${to}.`;
  throw conflictOf("input.status", message, "INVALID_VALUE");
}
