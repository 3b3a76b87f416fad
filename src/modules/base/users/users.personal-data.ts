import { listOfRows, type PersonalData } from "../../contracts/personal-data.js";

/** The deletion job anonymizes the row itself, before anything else. */
export const usersPersonalData: PersonalData = {
  columns: { "users.id": { export: "profile", deletion: "cleared" } },
  exports: [
    listOfRows({
      name: "profile",
      description: "Your account: e-mail address, names, biography, settings and role.",
      select: `u.id, u.email, u.email_verified_at as "emailVerifiedAt", u.username, u.display_name as "displayName", u.bio, u.locale, u.timezone,
        u.show_progress as "showProgress",
        u.role, u.password_hash is not null as "hasPassword", u.suspended_at as "suspendedAt", u.suspension_reason as "suspensionReason",
        u.created_at as "createdAt"`,
      from: "from users u where u.id = ?",
      key: "u.id",
    }),
  ],
};
