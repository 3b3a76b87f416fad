import type { PayloadOf } from "../../../../kernel/contract.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { prepared } from "../../../../platform/database/prepared.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Seat } from "../bookings/interview.entity.js";
import { ROOM_MAX_BYTES } from "../interview-limits.js";
import type { RoomEventKind } from "./room.entity.js";
import { roomEventTopic } from "./room.topic.js";

/** An event of a room. `update` is base64. */
export type RoomEvent = PayloadOf<typeof roomEventTopic>;

export interface NewEvent {
  kind: RoomEventKind;
  payload?: Buffer;
  text?: string;
  result?: object;
}

interface Numbered {
  sequence: number;
  seat: Seat | null;
  at: Date;
}

const bytesOf = ({ payload, text, result }: NewEvent) =>
  (payload?.length ?? 0) + Buffer.byteLength(text ?? "") + (result ? Buffer.byteLength(JSON.stringify(result)) : 0);

/** Numbers follow each other without gaps: the row of the room is locked until the event is committed. */
const insertInto = (
  room: string,
) => `with room as (update interview_rooms r set last_sequence = r.last_sequence + 1, stored_bytes = r.stored_bytes + ?
    ${room} and r.interview_id = ? and r.stored_bytes + ? <= ${ROOM_MAX_BYTES} returning r.interview_id, r.last_sequence`;
const EVENT = `insert into interview_events (interview_id, sequence, kind, seat, payload, text, result)
  select interview_id, last_sequence, ?, seat, ?, ?, ?::jsonb from room returning sequence, seat, created_at as at`;

const BY_PARTICIPANT = `${insertInto(`from interview_participants p, interviews i
    where p.interview_id = r.interview_id and p.user_id = ? and p.joined_at is not null and i.id = r.interview_id
      and i.status = 'CONFIRMED' and now() between r.opens_at and r.closes_at`)}, p.seat) ${EVENT}`;
const BY_CLOCK = `${insertInto("where true")}, null::text as seat) ${EVENT}`;

function written(interviewId: string, event: NewEvent, { sequence, seat, at }: Numbered): RoomEvent {
  const { kind, payload, text, result } = event;
  return { interviewId, sequence, kind, seat, update: payload?.toString("base64") ?? null, text: text ?? null, result: result ?? null, at };
}

const values = ({ kind, payload, text, result }: NewEvent) => [kind, payload ?? null, text ?? null, result ? JSON.stringify(result) : null];

const valuesBy = (userId: string, interviewId: string, event: NewEvent) => {
  const bytes = bytesOf(event);
  return [bytes, userId, interviewId, bytes, ...values(event)];
};

/** One statement. Null if the viewer is not in the open room, or it is full. */
export async function appendAs(em: EntityManager, userId: string, interviewId: string, event: NewEvent): Promise<RoomEvent | null> {
  const [row] = await rows<Numbered>(em, BY_PARTICIPANT, valuesBy(userId, interviewId, event));
  return row ? written(interviewId, event, row) : null;
}

/** The same in a transaction of its own. */
export async function appendNow(db: Database, userId: string, interviewId: string, event: NewEvent): Promise<RoomEvent | null> {
  const [row] = await prepared<Numbered>(db.em, BY_PARTICIPANT, valuesBy(userId, interviewId, event));
  return row ? written(interviewId, event, row) : null;
}

/** By the clock of the room. */
export async function append(em: EntityManager, interviewId: string, event: NewEvent): Promise<RoomEvent | null> {
  const bytes = bytesOf(event);
  const [row] = await rows<Numbered>(em, BY_CLOCK, [bytes, interviewId, bytes, ...values(event)]);
  return row ? written(interviewId, event, row) : null;
}

export const publishEvent = (pubSub: PubSub, event: RoomEvent): Promise<void> => pubSub.publish(roomEventTopic, event.interviewId, event);

export const EVENT_COLUMNS = `e.interview_id as "interviewId", e.sequence, e.kind, e.seat,
  replace(encode(e.payload, 'base64'), chr(10), '') as "update", e.text, e.result, e.created_at as at`;

/** Events after a number, in order. */
export function eventsAfter(em: EntityManager, interviewId: string, sequence: number, limit: number): Promise<RoomEvent[]> {
  return rows(
    em,
    `select ${EVENT_COLUMNS} from interview_events e where e.interview_id = ? and e.sequence > ? order by e.sequence limit ${limit}`,
    [interviewId, sequence],
  );
}
