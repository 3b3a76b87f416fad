import DataLoader from "dataloader";
import type { LoaderFactory } from "../../graphql/context.js";
import { User } from "./user.entity.js";

/** Plain rows: entities are for writing. */
export const userById: LoaderFactory<string, User | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const users = await em
      .createQueryBuilder(User)
      .where({ id: { $in: [...ids] } })
      .execute<User[]>("all");
    const byId = new Map(users.map((user) => [user.id, user]));
    return ids.map((id) => byId.get(id) ?? null);
  });
