import type { SignedIn } from "../../access/viewer.js";
import { badInput } from "../../kernel/errors.js";
import type { Database } from "../../platform/database.js";
import { User } from "../users/user.entity.js";
import type { UpdateProfileInput } from "../users/user.type.js";
import { displayNameFrom } from "./account-rules.js";
import { timeZoneFrom } from "./time-zone.js";

export interface ProfileService {
  /** Changes what is given. BAD_USER_INPUT names the field. */
  update(viewer: SignedIn, changes: UpdateProfileInput): Promise<User>;
}

export function createProfileService({ db }: { db: Database }): ProfileService {
  return {
    update: (viewer, { displayName, bio, locale, timezone }) =>
      db.em.fork().transactional(async (em) => {
        const user = await em.findOneOrFail(User, { id: viewer.id });
        if (displayName != null) user.displayName = displayNameFrom(displayName, "input.displayName");
        if (bio != null) user.bio = bio.trim();
        if (locale != null) user.locale = localeFrom(locale);
        if (timezone != null) user.timezone = timeZoneFrom(timezone, "input.timezone");
        return user;
      }),
  };
}

function localeFrom(text: string): string {
  try {
    return Intl.getCanonicalLocales(text)[0]!;
  } catch {
    throw badInput("input.locale", "Take a BCP 47 language tag, such as en or pt-BR.");
  }
}
