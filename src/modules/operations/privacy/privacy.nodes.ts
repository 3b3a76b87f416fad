import { isAdmin } from "../../../access/policy.js";
import type { NodeLookups } from "../../../graphql/context.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import { rows } from "../../../platform/database/database.js";
import { DELETION_COLUMNS } from "./deletion/account-deletion.loaders.js";
import type { AccountDeletionType } from "./deletion/account-deletion.type.js";
import type { OrganizationDeletionType } from "./organizations/organization-privacy.type.js";
import { ORGANIZATION_DELETION_COLUMNS } from "./organizations/organization-privacy.resolver.js";
import {
  FROM_EXPORTS_OF_OWNER,
  ORGANIZATION_EXPORT_COLUMNS,
  type OrganizationExportRow,
} from "./organizations/organization-export.rows.js";
import { DATA_EXPORT_COLUMNS, type DataExportRow } from "./export/data-export.rows.js";

export const privacyNodes: NodeLookups = {
  DataExport: nodesById("account:secure", ({ em, signedIn }, ids) =>
    rows<DataExportRow>(em, `select ${DATA_EXPORT_COLUMNS} from data_exports e where e.user_id = ? and e.id in (?)`, [signedIn.id, ids]),
  ),
  OrganizationExport: nodesById("organization:secure", ({ em, signedIn }, ids) =>
    rows<OrganizationExportRow>(em, `select ${ORGANIZATION_EXPORT_COLUMNS} ${FROM_EXPORTS_OF_OWNER} where e.id in (?)`, [signedIn.id, ids]),
  ),
  OrganizationDeletion: nodesById("organization:secure", ({ em, signedIn }, ids) =>
    rows<OrganizationDeletionType>(
      em,
      `select ${ORGANIZATION_DELETION_COLUMNS} from organization_deletions d join organization_members vm
         on vm.organization_id = d.organization_id and vm.user_id = ? and vm.role in ('OWNER', 'MANAGER')
       where d.status in ('SCHEDULED', 'RUNNING') and d.id in (?)`,
      [signedIn.id, ids],
    ),
  ),
  AccountDeletion: nodesById("account:read", async ({ em, signedIn }, ids) => {
    const sql = `select ${DELETION_COLUMNS} from account_deletions d where d.status <> 'CANCELLED' and d.id in (?)`;
    const found = await rows<AccountDeletionType & { userId: string }>(em, sql, [ids]);
    return found.filter(({ userId }) => userId === signedIn.id || isAdmin(signedIn));
  }),
};
