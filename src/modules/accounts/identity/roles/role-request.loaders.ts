import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { ROLE_REQUEST_COLUMNS, type RoleRequestRow } from "./role-requests.service.js";

/** The newest request of each account. */
export const latestRoleRequest: LoaderFactory<string, RoleRequestRow | null> = ({ em }) =>
  new DataLoader(async (userIds) => {
    const found = await rows<RoleRequestRow>(
      em,
      `select distinct on (r.user_id) ${ROLE_REQUEST_COLUMNS} from role_requests r where r.user_id in (?) order by r.user_id, r.id desc`,
      [userIds],
    );
    const byUser = new Map(found.map((request) => [request.userId, request]));
    return userIds.map((id) => byUser.get(id) ?? null);
  });
