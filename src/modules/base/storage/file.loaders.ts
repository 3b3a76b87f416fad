import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../graphql/context.js";
import { rows } from "../../../platform/database/database.js";
import type { Rendition } from "./stored-file.entity.js";

export interface AvatarFile {
  renditions: Rendition[];
}

/** By account. */
export const avatarOf: LoaderFactory<string, AvatarFile | null> = ({ em }) =>
  new DataLoader(async (userIds) => {
    const found = await rows<AvatarFile & { userId: string }>(
      em,
      `select a.user_id as "userId", f.renditions from avatars a join files f on f.id = a.file_id
       where a.user_id = any(?::uuid[])`,
      [`{${userIds.join(",")}}`],
    );
    const byUser = new Map(found.map((row) => [row.userId, row]));
    return userIds.map((id) => byUser.get(id) ?? null);
  });
