import { activeNames, type HeldEntitlement } from "../../../base/entitlements/entitlement.rows.js";
import type { Membership, Role, SignedIn } from "../../../../access/viewer.js";

interface Account {
  id: string;
  role: Role;
  verified: boolean;
  memberships?: readonly Membership[];
  entitlements?: readonly HeldEntitlement[];
}

/** The account as a viewer, also used by the operation that signs it in. */
export function viewerOf(
  { id, role, verified, memberships, entitlements = [] }: Account,
  env: { REQUIRE_VERIFIED_EMAIL: boolean },
): SignedIn {
  const names = activeNames(entitlements);
  return {
    ...{ id, role },
    ...(memberships ? { memberships } : {}),
    ...(env.REQUIRE_VERIFIED_EMAIL && !verified ? { mustVerifyEmail: true } : {}),
    ...(names.length > 0 ? { entitlements: names } : {}),
  };
}
