import { removal, type PersonalData } from "../../contracts/personal-data.js";

export const packagesPersonalData: PersonalData = {
  columns: {
    "package_imports.user_id": { export: { not: "It is background work, and removed after a week." }, deletion: "removed" },
  },
  exports: [],
  erasures: [removal("package_imports")],
};
