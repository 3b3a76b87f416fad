import type { Role, SignedIn } from "../../../../access/viewer.js";

/** The account as a viewer, also used by the operation that signs it in. */
export function viewerOf(
  { id, role, verified }: { id: string; role: Role; verified: boolean },
  env: { REQUIRE_VERIFIED_EMAIL: boolean },
): SignedIn {
  return { id, role, ...(env.REQUIRE_VERIFIED_EMAIL && !verified ? { mustVerifyEmail: true } : {}) };
}
