import type { SignedIn } from "../../../../access/viewer.js";
import { badInput, nullIfNotFound } from "../../../../kernel/errors.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import type { Database } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { readInterview } from "../bookings/interview.rows.js";
import type { Seat } from "../bookings/interview.entity.js";
import type { Presences } from "./presence.js";
import { eventsAfter, type RoomEvent } from "./room-events.js";
import { roomEventTopic, roomPresenceTopic } from "./room.topic.js";
import { readDocument } from "./shared-document.js";

/** What a subscriber gets: the document to begin with, numbered events, and presence, which has no number. */
export type RoomDelivery =
  | { type: "DOCUMENT"; sequence: number; document: string; present: Seat[] }
  | ({ type: "EVENT" } & RoomEvent)
  | { type: "PRESENCE"; seat: Seat; isHere: boolean | null; cursor: string | null };

const REREAD_MS = 10 * SECOND_MS;
/** Events of one read, and unread ones that are kept; the rest is read again. */
const KEPT = 200;
const PRESENCES_KEPT = 50;

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
  presences: Presences;
}

/**
 * Runs in the API. Subscribes, then reads. Events are delivered by number, without gaps and repeats: what is not the next one makes it read
 * the rows, as do a reconnect of Redis, a slow reader and a timer. With `after`, everything since that number follows; without, the
 * document of now comes first. Ends after CLOSED, and when the viewer is no longer a participant.
 */
export async function watchRoom(
  { db, pubSub, log, presences }: Dependencies,
  viewer: SignedIn,
  interviewId: string,
  after: number | null,
): Promise<AsyncIterableIterator<RoomDelivery>> {
  const interview = await readInterview(db.em.fork(), viewer, interviewId);
  const early = new Map<number, RoomEvent>();
  const ready: RoomDelivery[] = [];
  const moves: RoomDelivery[] = [];
  const cleanups: (() => void)[] = [];
  let last = after ?? 0;
  let [behind, open, over] = [false, true, false];
  let wake: () => void = () => undefined;

  const onEvent = (event: RoomEvent) => {
    if (event.sequence <= last) return;
    if (early.size < KEPT) early.set(event.sequence, event);
    if (!early.has(last + 1) || !early.has(event.sequence)) behind = true;
    wake();
  };
  const reread = () => {
    behind = true;
    wake();
  };
  const close = () => {
    if (!open) return;
    open = false;
    cleanups.forEach((cleanup) => cleanup());
    wake();
  };

  try {
    cleanups.push(await pubSub.subscribe(roomEventTopic, interviewId, onEvent));
    cleanups.push(
      await pubSub.subscribe(roomPresenceTopic, interviewId, ({ seat, cursor, isHere }) => {
        if (seat === interview.viewerSeat && isHere === null) return;
        if (moves.length >= PRESENCES_KEPT) moves.shift();
        moves.push({ type: "PRESENCE", seat, cursor, isHere });
        wake();
      }),
    );
    cleanups.push(pubSub.onReconnect(reread));
    const timer = setInterval(reread, REREAD_MS);
    cleanups.push(() => clearInterval(timer));
    const { sequence, state } = await readDocument(db.em.fork(), interviewId);
    if (after !== null && after > sequence)
      throw badInput("after", "The room has no event of this number yet.", "OUT_OF_RANGE", { maximum: sequence });
    if (after === null) {
      const present = await presences.seats(interviewId).catch(() => []);
      ready.push({ type: "DOCUMENT", sequence, document: Buffer.from(state).toString("base64"), present });
      last = sequence;
    } else behind = true;
    cleanups.push(presences.enter(interviewId, interview.viewerSeat));
  } catch (error) {
    close();
    throw error;
  }

  /** Rows after the last delivered event. Whether the viewer still takes part is asked with them. */
  const readRows = async () => {
    behind = false;
    if (!(await nullIfNotFound(readInterview(db.em.fork(), viewer, interviewId)))) return (over = true);
    const found = await eventsAfter(db.em.fork(), interviewId, last, KEPT);
    for (const event of found) early.set(event.sequence, event);
    if (found.length === KEPT) behind = true;
    return over;
  };

  const take = (): RoomDelivery | null => {
    if (ready.length > 0) return ready.shift()!;
    const next = early.get(last + 1);
    if (next) {
      last++;
      early.delete(last);
      if (next.kind === "CLOSED") over = true;
      return { type: "EVENT", ...next };
    }
    return moves.shift() ?? null;
  };

  const done = { value: undefined, done: true } as const;
  const stream: AsyncIterableIterator<RoomDelivery> = {
    async next() {
      for (;;) {
        if (!open) return done;
        const item = over && ready.length === 0 ? null : take();
        if (item) return { value: item, done: false };
        if (over) {
          close();
          return done;
        }
        if (behind) {
          await readRows().catch((error: unknown) => log.warn({ err: error, interviewId }, "events of a room not read again"));
          if (early.has(last + 1) || over) continue;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (!open || early.has(last + 1) || moves.length > 0) resolve();
        });
      }
    },
    async return() {
      close();
      return done;
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}
