import { isAdmin } from "../../../access/policy.js";
import type { SignedIn } from "../../../access/viewer.js";
import type { NodeLookups } from "../../../graphql/context.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import { rows } from "../../../platform/database/database.js";
import { API_TOKEN_COLUMNS, type ApiTokenRow } from "./api-tokens/api-tokens.service.js";
import { ROLE_REQUEST_COLUMNS, type RoleRequestRow } from "./roles/role-requests.service.js";
import { LIVE_SESSION_OF, SESSION_COLUMNS, sessionShownTo, type SessionRow } from "./sessions/session.rows.js";

/** Same rule as `@Visible("owner")` on User. */
const ofOwnerAndAdmins =
  (viewer: SignedIn) =>
  ({ userId }: { userId: string }) =>
    userId === viewer.id || isAdmin(viewer);

export const identityNodes: NodeLookups = {
  Session: nodesById("account:secure", async ({ em, signedIn }, ids) => {
    const sql = `select ${SESSION_COLUMNS} from sessions s where ${LIVE_SESSION_OF} and s.id in (?)`;
    return (await rows<SessionRow>(em, sql, [signedIn.id, ids])).map(sessionShownTo(signedIn));
  }),
  ApiToken: nodesById("account:secure", ({ em, signedIn }, ids) =>
    rows<ApiTokenRow>(em, `select ${API_TOKEN_COLUMNS} from api_tokens t where t.user_id = ? and t.revoked_at is null and t.id in (?)`, [
      signedIn.id,
      ids,
    ]),
  ),
  LinkedProvider: nodesById("account:read", async ({ em, signedIn }, ids) => {
    const sql = `select l.id, l.user_id as "userId", l.provider, l.created_at as "createdAt", l.last_used_at as "lastUsedAt"
      from linked_providers l where l.id in (?)`;
    return (await rows<{ id: string; userId: string }>(em, sql, [ids])).filter(ofOwnerAndAdmins(signedIn));
  }),
  RoleRequest: nodesById("account:read", async ({ em, signedIn }, ids) => {
    const found = await rows<RoleRequestRow>(em, `select ${ROLE_REQUEST_COLUMNS} from role_requests r where r.id in (?)`, [ids]);
    return found.filter(ofOwnerAndAdmins(signedIn));
  }),
};
