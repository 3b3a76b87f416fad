import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../graphql/context.js";
import { User } from "./user.entity.js";

/** Plain rows; entities are only for writing. */
const userBy =
  (key: "id" | "username"): LoaderFactory<string, User | null> =>
  ({ em }) =>
    new DataLoader(async (values) => {
      const users = await em
        .createQueryBuilder(User)
        .where({ [key]: { $in: [...values] } })
        .execute<User[]>("all");
      const byKey = new Map(users.map((user) => [user[key], user]));
      return values.map((value) => byKey.get(value) ?? null);
    });

export const userById = userBy("id");
/** Keys are in lower case. */
export const userByUsername = userBy("username");
