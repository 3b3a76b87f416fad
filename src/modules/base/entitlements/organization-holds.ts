import type { Entitlement } from "../../../access/entitlements.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import { IS_ACTIVE } from "./entitlement.rows.js";

/** Whether an organization itself has it now. Its members' viewers do not say which of their organizations has what they hold. */
export async function organizationHolds(em: EntityManager, organizationId: string, key: Entitlement): Promise<boolean> {
  const sql = `select from entitlements e where e.organization_id = ? and e.key = ? and ${IS_ACTIVE} limit 1`;
  return (await rows(em, sql, [organizationId, key])).length > 0;
}
