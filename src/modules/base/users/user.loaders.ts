import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../graphql/context.js";
import { rows } from "../../../platform/database/database.js";
import type { User } from "./user.entity.js";

/** An account as it is shown. A plain row without the secret and without the columns of search: pages have up to hundreds. */
export type UserRow = Omit<User, "passwordHash" | "search" | "letters">;

const COLUMNS: Readonly<Record<keyof UserRow, string>> = {
  ...{ id: "id", email: "email", emailVerifiedAt: "email_verified_at", username: "username", displayName: "display_name", bio: "bio" },
  ...{ locale: "locale", timezone: "timezone", showProgress: "show_progress", role: "role", guest: "guest" },
  ...{ suspendedAt: "suspended_at", suspensionReason: "suspension_reason", deletedAt: "deleted_at" },
  ...{ createdAt: "created_at", updatedAt: "updated_at" },
};
const FIELDS = Object.entries(COLUMNS) as [keyof UserRow, string][];
const JOINED = FIELDS.map(([field, column]) => [field, column, `user.${field}`] as const);
const SELECT = FIELDS.map(([field, column]) => `${column} as "${field}"`).join(", ");

/** For lists that join accounts anyway: columns of the one with this alias, which withUser() moves to `user` of the same row. */
export const userColumns = (alias: string): string => JOINED.map(([, column, name]) => `${alias}.${column} as "${name}"`).join(", ");

export function withUser<R extends object>(row: R): R & { user: UserRow } {
  const read = row as Record<string, unknown>;
  const user: Record<string, unknown> = {};
  for (const [field, , alias] of JOINED) user[field] = read[alias];
  return Object.assign(row, { user: user as unknown as UserRow });
}

const userBy =
  (key: "id" | "username"): LoaderFactory<string, UserRow | null> =>
  ({ em }) =>
    new DataLoader(async (values) => {
      const users = await rows<UserRow>(em, `select ${SELECT} from users where ${key} in (?)`, [values]);
      const byKey = new Map(users.map((user) => [user[key], user]));
      return values.map((value) => byKey.get(value) ?? null);
    });

export const userById = userBy("id");
/** Keys are in lower case. */
export const userByUsername = userBy("username");
