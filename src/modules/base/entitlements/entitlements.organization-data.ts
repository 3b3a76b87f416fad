import type { OrganizationData } from "../../contracts/organization-data.js";
import { listOfRows, removal } from "../../contracts/personal-data.js";

export const entitlementsOrganizationData: OrganizationData = {
  columns: { "entitlements.organization_id": { export: "entitlements", deletion: "removed" } },
  exports: [
    listOfRows({
      name: "entitlements",
      description: "What plans, purchases and admins gave the organization.",
      select: `e.id, e.key, e.quantity, e.source, e.valid_from as "validFrom", e.expires_at as "expiresAt", e.revoked_at as "revokedAt"`,
      from: "from entitlements e where e.organization_id = ?",
      key: "e.id",
    }),
  ],
  erasures: [removal("entitlements", "organization_id")],
};
