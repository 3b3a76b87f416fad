import { activeNames, type HeldEntitlement } from "../../../base/entitlements/entitlement.rows.js";
import type { Role, SignedIn } from "../../../../access/viewer.js";

/** The account as a viewer, also used by the operation that signs it in. */
export function viewerOf(
  { id, role, verified, entitlements = [] }: { id: string; role: Role; verified: boolean; entitlements?: readonly HeldEntitlement[] },
  env: { REQUIRE_VERIFIED_EMAIL: boolean },
): SignedIn {
  const names = activeNames(entitlements);
  return {
    ...{ id, role },
    ...(env.REQUIRE_VERIFIED_EMAIL && !verified ? { mustVerifyEmail: true } : {}),
    ...(names.length > 0 ? { entitlements: names } : {}),
  };
}
