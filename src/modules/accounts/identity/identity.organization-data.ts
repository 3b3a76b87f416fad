import type { OrganizationData } from "../../contracts/organization-data.js";

export const identityOrganizationData: OrganizationData = {
  columns: {
    "sessions.organization_id": {
      export: { not: "Sessions belong to accounts." },
      deletion: { kept: "It says how a session began, which has ended. Ended sessions are removed after a while." },
    },
  },
};
