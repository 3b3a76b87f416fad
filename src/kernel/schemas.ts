import * as z from "zod";
import { ID } from "./ids.js";

/** An id from newId, or another UUID. */
export const id = z.string().regex(ID, "expected an id");

/** A whole number from 0. */
export const count = z.int().nonnegative();

/** A SHA-256 in hexadecimal. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256");

/** A calendar day: YYYY-MM-DD. */
export const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, "expected a day");

/** A time as JSON.stringify writes a Date, and PostgreSQL a timestamptz. */
export const isoTime = z.iso.datetime({ offset: true, error: "expected a time" });

/** The same, read back as a Date. */
export const instant = isoTime.transform((text) => new Date(text));

/** An object with its own contract, which is parsed where it is used. */
export const anyObject = z.custom<object>((value) => typeof value === "object" && value !== null, "expected an object");
