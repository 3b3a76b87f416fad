import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

export const entitlementsPersonalData: PersonalData = {
  columns: { "entitlements.user_id": { export: "entitlements", deletion: "removed" } },
  exports: [
    listOfRows({
      name: "entitlements",
      description: "What plans, purchases and admins gave your account, and until when.",
      select: `e.id, e.key, e.subject_id as "subjectId", e.source, e.quantity, e.valid_from as "validFrom", e.expires_at as "expiresAt", e.revoked_at as "revokedAt"`,
      from: "from entitlements e where e.user_id = ?",
      key: "e.id",
    }),
  ],
  erasures: [removal("entitlements")],
};
