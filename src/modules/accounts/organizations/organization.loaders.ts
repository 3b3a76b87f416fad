import DataLoader from "dataloader";
import { isAdmin } from "../../../access/policy.js";
import type { LoaderFactory } from "../../../graphql/context.js";
import { rows } from "../../../platform/database/database.js";
import { FROM_ORGANIZATIONS, organizationSelect, type OrganizationRow } from "./organization.rows.js";

/** Null for organizations of others. */
export const organizationById: LoaderFactory<string, OrganizationRow | null> = ({ em, signedIn }) =>
  new DataLoader(async (ids) => {
    const sql = `select ${organizationSelect(signedIn)} ${FROM_ORGANIZATIONS} where o.id in (?)${isAdmin(signedIn) ? "" : " and vm.id is not null"}`;
    const byId = new Map((await rows<OrganizationRow>(em, sql, [signedIn.id, ids])).map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
