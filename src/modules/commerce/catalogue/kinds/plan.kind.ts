import { giveGrants } from "./grants.js";
import type { ProductKind } from "./product-kind.js";

export const planKind: ProductKind = {
  description: "A plan: entitlements for a time. Ordered again before it ends, it continues after its end.",
  subject: null,
  grants: true,
  single: false,
  fulfil: (tx, line, services) => giveGrants(tx, line, services, { source: "PLAN", afterCurrent: true }),
  revoke: (tx, { id }, { entitlements }) => entitlements.revokeFor(tx, id),
};
