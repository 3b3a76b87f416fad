import { textSetting } from "../../contracts/setting.js";

export const maintenanceMessage = textSetting({
  name: "maintenance.message",
  description:
    "A word to everyone while something is not as usual, in plain text; `site` shows it, and whoever is refused reads it. Empty is none.",
  default: "",
  maximum: 500,
});
