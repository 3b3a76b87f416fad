import * as z from "zod";
import { contract, type PayloadOf } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";

/** What a worker does with an archive. The file belongs to the requesting account, is READY and has the purpose PROBLEM_PACKAGE. */
export const trackImportPlan = contract(
  "track import plan",
  z.object({
    fileId: id,
    /** Null creates a track. */
    trackId: id.nullable(),
    /** For a new track; null takes the one of the archive, or a free one like it. */
    slug: z.string().nullable(),
    /** Owner of a new track; null: the requesting account. */
    organizationId: id.nullable().default(null),
    note: z.string(),
  }),
);

export type TrackImportPlan = PayloadOf<typeof trackImportPlan>;
