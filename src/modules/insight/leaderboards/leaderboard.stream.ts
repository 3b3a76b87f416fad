import { createInbox } from "../../../graphql/inbox.js";
import type { PubSub } from "../../../platform/redis/pub-sub.js";
import { channelOf, type Board } from "./boards/board.js";
import { leaderboardTopic } from "./change-signal.js";

interface Change {
  at: Date;
}

/** Runs in the API. Changes of a board; one more after a reconnect, as some may be lost. A slow reader gets only the newest. */
export async function watchBoard(pubSub: PubSub, board: Board): Promise<AsyncIterableIterator<Change>> {
  const cleanups: (() => void)[] = [];
  const inbox = createInbox<Change>({ capacity: 1, keyOf: () => "", onClose: () => cleanups.forEach((cleanup) => cleanup()) });
  try {
    cleanups.push(await pubSub.subscribe(leaderboardTopic, channelOf(board), (change) => inbox.push(change)));
    cleanups.push(pubSub.onReconnect(() => inbox.push({ at: new Date() })));
  } catch (error) {
    await inbox.return();
    throw error;
  }
  return inbox;
}
