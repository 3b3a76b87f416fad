import { textSetting } from "../../contracts/setting.js";

export const maintenanceMessage = textSetting({
  name: "maintenance.message",
  description: "Maintenance message, plain text: shown by `site` and in errors of refused requests. Empty for none.",
  default: "",
  maximum: 500,
});
