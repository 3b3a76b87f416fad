import type { PersonalData } from "../../contracts/personal-data.js";

export const settingsPersonalData: PersonalData = {
  columns: {
    "system_settings.changed_by_id": {
      export: { not: "It concerns the installation; your change is in `activity`." },
      deletion: { kept: "The setting is kept without a name." },
    },
  },
};
