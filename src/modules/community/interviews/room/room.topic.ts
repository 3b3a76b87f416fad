import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { count, id, instant } from "../../../../kernel/schemas.js";
import { SEATS } from "../bookings/interview.entity.js";
import { ROOM_EVENT_KINDS } from "./room.entity.js";

const seat = z.enum(SEATS);

/** The event itself, so that no subscriber reads the database for it. */
export const roomEventTopic = contract(
  "interview-room-event",
  z.object({
    interviewId: id,
    sequence: count,
    kind: z.enum(ROOM_EVENT_KINDS),
    seat: seat.nullable(),
    /** Base64. */
    update: z.string().nullable(),
    text: z.string().nullable(),
    result: z.custom<object>((value) => typeof value === "object").nullable(),
    at: instant,
  }),
);

/** Not kept: a cursor has moved, or a participant has entered or left. */
export const roomPresenceTopic = contract(
  "interview-room-presence",
  z.object({ interviewId: id, seat, cursor: z.string().nullable(), isHere: z.boolean().nullable() }),
);
