import * as z from "zod";
import { contract } from "../../../kernel/contract.js";
import { id } from "../../../kernel/schemas.js";

/** An entitlement that one piece of a product gives. */
export interface ProductGrant {
  /** Key of the entitlement. */
  key: string;
  quantity: number;
  /** Multiplied by the number of pieces, such as seats. */
  perPiece: boolean;
}

export const MOST_GRANTS = 10;

/** What a product gave when it was ordered: later changes of the product do not change an order. */
export const orderTerms = contract(
  "order terms",
  z.object({
    kind: z.string(),
    trackId: id.nullable(),
    classId: id.nullable(),
    grants: z.array(z.object({ key: z.string(), quantity: z.int().positive(), perPiece: z.boolean() })),
    durationDays: z.int().positive().nullable(),
  }),
);

export type OrderTerms = z.output<typeof orderTerms.schema>;
