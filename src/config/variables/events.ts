import * as z from "zod";
import { integer, oneOf } from "../schemas.js";
import { variable } from "../variable.js";

export const EVENT_VARIABLES = {
  WEBHOOK_ENDPOINTS: variable({
    schema: oneOf("public", "any"),
    default: "public",
    meaning: "Where webhooks may go: public is https on the public internet; any is for tests and refused in production.",
  }),
  EVENT_STREAM: variable({
    schema: z.string().regex(/^[A-Za-z0-9_-]{1,60}$/, "must be 1 to 60 letters, digits, - or _"),
    default: "events",
    meaning: "Name of the Redis stream of public events; its key is REDIS_PREFIX:EVENT_STREAM.",
  }),
  EVENT_STREAM_LENGTH: variable({
    schema: integer(0, 10_000_000),
    default: "100000",
    meaning: "How many of the newest events the stream keeps, about; an event takes about 400 bytes of Redis's memory. 0 writes no stream.",
  }),
};
