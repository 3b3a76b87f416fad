import type { NodeLookups } from "../../../graphql/context.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import { rows } from "../../../platform/database/database.js";
import { AUDIT_COLUMNS, readOwnEntries, type AuditRow } from "./audit-log.js";

export const auditNodes: NodeLookups = {
  AuditLogEntry: nodesById("audit:read", ({ em }, ids) =>
    rows<AuditRow>(em, `select ${AUDIT_COLUMNS} from audit_entries where id in (?)`, [ids]),
  ),
  SecurityLogEntry: nodesById("account:secure", ({ em, signedIn }, ids) => readOwnEntries(em, signedIn, ids)),
};
