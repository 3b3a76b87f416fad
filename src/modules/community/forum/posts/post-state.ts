export const POST_STATES = ["VISIBLE", "HELD", "SHADOWED", "REMOVED", "DELETED"] as const;
/**
 * VISIBLE: everyone who may read the thread sees it. HELD: waits for a moderator; its author sees it, marked. SHADOWED: its author sees it as
 * if it were visible; nobody else but moderators does. REMOVED: by a moderator, and DELETED: by its author: both leave an empty place.
 */
export type PostState = (typeof POST_STATES)[number];

export const THREAD_KINDS = ["DISCUSSION", "QUESTION", "SOLUTION", "EDITORIAL"] as const;
export type ThreadKind = (typeof THREAD_KINDS)[number];

/** Kinds that give a problem away, so they are hidden until the viewer has solved it or given up. */
export const SPOILERS: readonly ThreadKind[] = ["SOLUTION", "EDITORIAL"];
