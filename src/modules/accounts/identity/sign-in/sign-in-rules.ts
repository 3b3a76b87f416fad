import type { EntityManager } from "../../../../platform/database/database.js";

export interface SignIn {
  userId: string;
  /** The organization whose single sign-on it is; null for all other methods. */
  organizationId: string | null;
}

/**
 * Throws if the session must not begin. Runs in the transaction that begins it, so rows that it locks cannot change before the commit, and
 * once more before the second factor is asked for.
 */
export type SignInRule = (em: EntityManager, signIn: SignIn) => Promise<void>;

/** Rules of later modules about signing in. They do not apply to registration and impersonation. */
export interface SignInRules {
  add(rule: SignInRule): void;
  check: SignInRule;
}

export function createSignInRules(): SignInRules {
  const rules: SignInRule[] = [];
  return {
    add: (rule) => void rules.push(rule),
    async check(em, signIn) {
      for (const rule of rules) await rule(em, signIn);
    },
  };
}
