import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A track that is, or was until now, published has changed: its texts, its status, or anything in it. */
export const trackChanged = contract("track.changed", z.object({ trackId: id }));
