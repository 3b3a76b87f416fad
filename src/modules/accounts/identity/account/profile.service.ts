import type { SignedIn } from "../../../../access/viewer.js";
import type { Database } from "../../../../platform/database/database.js";
import { User } from "../../../base/users/user.entity.js";
import { displayNameFrom } from "../credentials/account-rules.js";
import { localeFrom } from "../locale.js";
import type { UpdateProfileInput } from "./profile.type.js";
import { timeZoneFrom } from "../time-zone.js";

export interface ProfileService {
  /** Changes the given fields. BAD_USER_INPUT names the field. */
  update(viewer: SignedIn, changes: UpdateProfileInput): Promise<User>;
}

export function createProfileService({ db }: { db: Database }): ProfileService {
  return {
    update: (viewer, { displayName, bio, locale, timezone, showProgress }) =>
      db.transaction(async (em) => {
        const user = await em.findOneOrFail(User, { id: viewer.id });
        if (displayName != null) user.displayName = displayNameFrom(displayName, "input.displayName");
        if (bio !== undefined) user.bio = bio?.trim() ?? "";
        if (locale != null) user.locale = localeFrom(locale, "input.locale");
        if (timezone != null) user.timezone = timeZoneFrom(timezone, "input.timezone");
        user.showProgress = showProgress ?? user.showProgress;
        return user;
      }),
  };
}
