import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import type { AccountDeletionType } from "./account-deletion.type.js";

export const DELETION_COLUMNS = `d.user_id as "userId", d.id, d.status, d.requested_by_id = d.user_id as "byOwner", d.created_at as "requestedAt",
  d.due_at as "dueAt", d.done as "doneSteps", d.total as "totalSteps", d.finished_at as "finishedAt"`;

/** The newest deletion of each account that was not cancelled. */
export const deletionOf: LoaderFactory<string, AccountDeletionType | null> = ({ em }) =>
  new DataLoader(async (userIds) => {
    const found = await rows<AccountDeletionType & { userId: string }>(
      em,
      `select distinct on (d.user_id) ${DELETION_COLUMNS}
       from account_deletions d where d.user_id = any(?::uuid[]) and d.status <> 'CANCELLED' order by d.user_id, d.id desc`,
      [`{${userIds.join(",")}}`],
    );
    const byUser = new Map(found.map((row) => [row.userId, row]));
    return userIds.map((id) => byUser.get(id) ?? null);
  });
