import * as z from "zod";
import { contract, type PayloadOf } from "../../../kernel/contract.js";
import { count, id } from "../../../kernel/schemas.js";

/** What a worker does with a package. The file belongs to the requesting account, is READY and has the purpose PROBLEM_PACKAGE. */
export const importPlan = contract(
  "package import plan",
  z.object({
    fileId: id,
    /** Null creates a problem. */
    problemId: id.nullable(),
    /** For a new problem; null takes one from the package. */
    slug: z.string().nullable(),
    /** Owner of a new problem; null: the requesting account. */
    organizationId: id.nullable().default(null),
    /** Makes tests and content of a published problem live at once. */
    publish: z.boolean(),
    note: z.string(),
    /** CONFLICT unless this is the latest revision; null skips the check. */
    expectedRevision: count.nullable(),
  }),
);

export type ImportPlan = PayloadOf<typeof importPlan>;
