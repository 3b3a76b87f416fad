import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { threadsById, type ThreadRow } from "./thread.rows.js";

/** Null for those that the viewer may not open. */
export const threadById: LoaderFactory<string, ThreadRow | null> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const byId = new Map((await threadsById(em, viewer, ids)).map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** By thread. */
export const viewerFollowsThread: LoaderFactory<string, boolean> = ({ em, signedIn }) =>
  new DataLoader(async (ids) => {
    const sql = "select thread_id as id from forum_follows where user_id = ? and thread_id in (?)";
    const found = new Set((await rows<{ id: string }>(em, sql, [signedIn.id, ids])).map(({ id }) => id));
    return ids.map((id) => found.has(id));
  });

/** The viewer's vote by post: 1, -1, or null. */
export const viewerVoteOn: LoaderFactory<string, number | null> = ({ em, signedIn }) =>
  new DataLoader(async (ids) => {
    const sql = "select post_id as id, value from forum_votes where user_id = ? and post_id in (?)";
    const found = new Map((await rows<{ id: string; value: number }>(em, sql, [signedIn.id, ids])).map(({ id, value }) => [id, value]));
    return ids.map((id) => found.get(id) ?? null);
  });
