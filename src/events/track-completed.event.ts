import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id, isoTime } from "../kernel/schemas.js";

/** An account has completed all parts of a track. Again if the account leaves the track and enrols anew. */
export const trackCompleted = contract("track.completed", z.object({ userId: id, trackId: id, completedAt: isoTime }));

export type TrackCompleted = PayloadOf<typeof trackCompleted>;
