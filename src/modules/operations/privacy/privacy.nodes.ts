import { isAdmin } from "../../../access/policy.js";
import type { NodeLookups } from "../../../graphql/context.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import { rows } from "../../../platform/database/database.js";
import { DELETION_COLUMNS } from "./deletion/account-deletion.loaders.js";
import type { AccountDeletionType } from "./deletion/account-deletion.type.js";
import { DATA_EXPORT_COLUMNS, type DataExportRow } from "./export/data-export.rows.js";

export const privacyNodes: NodeLookups = {
  DataExport: nodesById("account:secure", ({ em, signedIn }, ids) =>
    rows<DataExportRow>(em, `select ${DATA_EXPORT_COLUMNS} from data_exports e where e.user_id = ? and e.id in (?)`, [signedIn.id, ids]),
  ),
  AccountDeletion: nodesById("account:read", async ({ em, signedIn }, ids) => {
    const sql = `select ${DELETION_COLUMNS} from account_deletions d where d.status <> 'CANCELLED' and d.id in (?)`;
    const found = await rows<AccountDeletionType & { userId: string }>(em, sql, [ids]);
    return found.filter(({ userId }) => userId === signedIn.id || isAdmin(signedIn));
  }),
};
