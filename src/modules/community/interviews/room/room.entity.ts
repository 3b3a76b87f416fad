import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Enum, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { Between, MaxChars, PresentExactlyIf } from "../../../../platform/database/checks.js";
import { Interview, SEATS, type Seat } from "../bookings/interview.entity.js";
import { MESSAGE_MAX, ROOM_MAX_BYTES, UPDATE_MAX_BYTES } from "../interview-limits.js";

/** The room of an interview. Its row is the lock in which events get their numbers. */
@Entity({ tableName: "interview_rooms" })
export class InterviewRoom {
  @ManyToOne(() => Interview, { primary: true, ref: true, deleteRule: "cascade" })
  interview!: Ref<Interview>;

  /** Number of the last event. */
  @Property({ type: "integer", default: 0 })
  lastSequence: number = 0;

  /** Of all updates and messages. */
  @Property({ type: "integer", default: 0 })
  @Between(0, ROOM_MAX_BYTES)
  storedBytes: number = 0;

  @Property({ type: "datetime" })
  opensAt!: Date;

  @Property({ type: "datetime" })
  closesAt!: Date;

  /** When the clock of the room starts: at the start, once both are here. */
  @Property({ type: "datetime", nullable: true })
  startedAt: Date | null = null;

  /** The swap of roles was announced. */
  @Property({ type: "datetime", nullable: true })
  swappedAt: Date | null = null;
}

export const ROOM_EVENT_KINDS = ["UPDATE", "MESSAGE", "RUN", "JOINED", "STARTED", "SWAPPED", "CLOSED"] as const;
export type RoomEventKind = (typeof ROOM_EVENT_KINDS)[number];

/** What happened in a room, numbered without gaps from 1. */
@Entity({ tableName: "interview_events" })
@Check({ name: "interview_events_size_check", expression: `octet_length(payload) <= ${UPDATE_MAX_BYTES}` })
export class InterviewEvent {
  @ManyToOne(() => Interview, { primary: true, ref: true, deleteRule: "cascade" })
  interview!: Ref<Interview>;

  @PrimaryKey({ type: "integer" })
  @Between(1, 1_000_000)
  sequence!: number;

  @Enum({ items: ROOM_EVENT_KINDS })
  kind!: RoomEventKind;

  /** Who did it; null for the clock. */
  @Enum({ items: SEATS, nullable: true })
  seat: Seat | null = null;

  /** Update of Yjs. */
  @Property({ type: "blob", nullable: true })
  @PresentExactlyIf("kind = 'UPDATE'::text")
  payload: Buffer | null = null;

  /** Text of a message. */
  @Property({ type: "text", nullable: true })
  @MaxChars(MESSAGE_MAX)
  text: string | null = null;

  /** Result of a run. */
  @Property({ type: "json", nullable: true })
  result: object | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}

/** The shared document up to an event, so that entering a room needs no long history. */
@Entity({ tableName: "interview_snapshots" })
export class InterviewSnapshot {
  @ManyToOne(() => Interview, { primary: true, ref: true, deleteRule: "cascade" })
  interview!: Ref<Interview>;

  /** All updates up to this number are in it. */
  @Property({ type: "integer" })
  sequence!: number;

  /** State of Yjs, as one update. */
  @Property({ type: "blob" })
  state!: Buffer;
}
