import type { OrganizationData } from "../../contracts/organization-data.js";

/** Goes with the organization's row. */
export const aiOrganizationData: OrganizationData = {
  columns: {
    "organizations_without_ai.organization_id": { export: { not: "It is the switch for AI, and no more." }, deletion: "removed" },
  },
};
