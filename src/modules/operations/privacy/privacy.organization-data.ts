import type { OrganizationData } from "../../contracts/organization-data.js";

export const privacyOrganizationData: OrganizationData = {
  columns: {
    "organization_exports.organization_id": { export: { not: "It is an archive itself." }, deletion: "removed" },
    "organization_deletions.organization_id": {
      export: { not: "The audit log of the organization has it." },
      deletion: { kept: "It proves that the organization was deleted, without its name." },
    },
  },
};
