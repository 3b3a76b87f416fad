import type { Role, SignedIn } from "../../../../access/viewer.js";

/** Who an account is to the rest of the program, from the very operation that signs it in on. */
export function viewerOf(
  { id, role, verified }: { id: string; role: Role; verified: boolean },
  env: { REQUIRE_VERIFIED_EMAIL: boolean },
): SignedIn {
  return { id, role, ...(env.REQUIRE_VERIFIED_EMAIL && !verified ? { mustVerifyEmail: true } : {}) };
}
