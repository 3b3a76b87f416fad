import { AppError } from "../../../../kernel/errors.js";
import { giveGrants } from "./grants.js";
import type { ProductKind } from "./product-kind.js";

export const trackKind: ProductKind = {
  description: "A track: the account is enrolled in it. It may give entitlements too.",
  subject: "TRACK",
  grants: true,
  single: true,
  async fulfil(tx, line, services) {
    const enrolled = await services.enrollments.enrollByOrder(tx, line.userId, line.terms.trackId!, line.id);
    if (!enrolled && line.terms.grants.length === 0) throw new AppError("CONFLICT", "The account already takes this track.");
    await giveGrants(tx, line, services, { source: "PURCHASE", afterCurrent: false });
  },
  async revoke(tx, { id, userId, terms }, { entitlements, enrollments }) {
    await enrollments.unenrollByOrder(tx, userId, terms.trackId!, id);
    await entitlements.revokeFor(tx, id);
  },
};
