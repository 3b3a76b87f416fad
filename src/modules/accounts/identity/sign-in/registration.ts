import { AppError } from "../../../../kernel/errors.js";
import { booleanSetting } from "../../../contracts/setting.js";
import type { Settings } from "../../../base/settings/settings.service.js";

export const registrationOpen = booleanSetting({
  name: "registration.open",
  description:
    "Whether new accounts can be created, by `register` or by a first sign-in through a provider. Existing accounts can sign in regardless.",
  default: true,
});

/** Throws REGISTRATION_CLOSED while registration is off. */
export function expectOpenRegistration(settings: Settings): void {
  if (!settings.get(registrationOpen)) throw new AppError("REGISTRATION_CLOSED", "Registration is currently closed.");
}
