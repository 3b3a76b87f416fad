import { giveGrants } from "./grants.js";
import type { ProductKind } from "./product-kind.js";

export const grantKind: ProductKind = {
  description: "Entitlements that add to a plan, from the moment of fulfilment.",
  subject: null,
  grants: true,
  single: false,
  fulfil: (tx, line, services) => giveGrants(tx, line, services, { source: "PURCHASE", afterCurrent: false }),
  revoke: (tx, { id }, { entitlements }) => entitlements.revokeFor(tx, id),
};
