import { entitlementTable } from "../../../../access/entitlements.js";
import type { Transaction } from "../../../../platform/database/database.js";
import type { EntitlementSource } from "../../../base/entitlements/entitlement.entity.js";
import type { FulfilmentServices, PaidLine } from "./product-kind.js";

/** Gives the entitlements of the line's terms. */
export async function giveGrants(
  tx: Transaction,
  { id, userId, organizationId, quantity: pieces, terms: { grants, durationDays } }: PaidLine,
  { entitlements }: FulfilmentServices,
  how: { source: EntitlementSource; afterCurrent: boolean },
): Promise<void> {
  for (const { key, quantity, perPiece } of grants) {
    const given = perPiece ? quantity * pieces : quantity;
    const holder = organizationId && entitlementTable().get(key)?.organizations ? { organizationId } : { userId };
    await entitlements.grant(tx, { ...how, ...holder, key, quantity: given, days: durationDays, reference: id });
  }
}
