import type { Membership, Role, SignedIn } from "../../../../access/viewer.js";

/** The account as a viewer, also used by the operation that signs it in. */
export function viewerOf(
  { id, role, verified, memberships }: { id: string; role: Role; verified: boolean; memberships?: readonly Membership[] },
  env: { REQUIRE_VERIFIED_EMAIL: boolean },
): SignedIn {
  return {
    id,
    role,
    ...(memberships ? { memberships } : {}),
    ...(env.REQUIRE_VERIFIED_EMAIL && !verified ? { mustVerifyEmail: true } : {}),
  };
}
