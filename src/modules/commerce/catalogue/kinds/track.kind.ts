import { AppError } from "../../../../kernel/errors.js";
import { rows, type Transaction } from "../../../../platform/database/database.js";
import { giveGrants } from "./grants.js";
import type { FulfilmentServices, PaidLine, ProductKind } from "./product-kind.js";

export const trackKind: ProductKind = {
  description: "A track: the account is enrolled in it, and reads it if it is premium. It may give entitlements too.",
  subject: "TRACK",
  grants: true,
  single: true,
  async fulfil(tx, line, services) {
    const { id, userId, terms } = line;
    const trackId = terms.trackId!;
    const enrolled = await services.enrollments.enrollByOrder(tx, userId, trackId, id);
    if (!enrolled && terms.grants.length === 0 && !(await opensMore(tx, line, services)))
      throw new AppError("CONFLICT", "The account already takes this track.");
    await services.entitlements.grant(tx, {
      ...{ key: "track", subjectId: trackId, userId, source: "PURCHASE", days: terms.durationDays, reference: id },
    });
    await giveGrants(tx, line, services, { source: "PURCHASE", afterCurrent: false });
  },
  async revoke(tx, { id, userId, terms }, { entitlements, enrollments }) {
    await enrollments.unenrollByOrder(tx, userId, terms.trackId!, id);
    await entitlements.revokeFor(tx, id);
  },
};

/** An account that takes a premium track may have lost its content with its plan. */
async function opensMore(tx: Transaction, { id, userId, terms }: PaidLine, { entitlements }: FulfilmentServices): Promise<boolean> {
  const subjectId = terms.trackId!;
  const [premium] = await rows(tx, "select from tracks where id = ? and premium", [subjectId]);
  return premium !== undefined && !(await entitlements.holds(tx, userId, { key: "track", subjectId, except: id }));
}
