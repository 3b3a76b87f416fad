import type { PersonalData } from "../../contracts/personal-data.js";

export const settingsPersonalData: PersonalData = {
  columns: {
    "system_settings.changed_by_id": {
      export: { not: "It is about the installation; what you set stands in `activity`." },
      deletion: { kept: "The setting goes on, and names nobody." },
    },
  },
};
