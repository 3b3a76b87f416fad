import type { Scope } from "./scopes.js";
import { ROLES, type Role } from "./viewer.js";

/** Who may use the root fields of one permission. */
export interface PermissionRule {
  /** "everyone" includes visitors who are not signed in. */
  roles: "everyone" | readonly Role[];
  /** Scopes that open it for API tokens, within what the role may do. Without any it is for sessions alone. */
  scopes?: readonly Scope[];
  /** For accounts too that must confirm their e-mail address first. */
  beforeVerification?: true;
  /**
   * Stays with the owner of an account while an admin acts as it: what secures the account, power over other accounts, and
   * notifications, as one tells of the impersonation and a push subscription would outlast it.
   */
  notWhileImpersonating?: true;
}

/** Names of all permissions. Each module adds its own by declaration merging, beside the rules that it declares. */
export interface PermissionNames {
  public: true;
}

export type Permission = keyof PermissionNames;

export const AUTHORS: readonly Role[] = ["INSTRUCTOR", "ADMIN", "SYSTEM_ADMIN"];
export const ADMINS: readonly Role[] = ["ADMIN", "SYSTEM_ADMIN"];
export const EVERY_ROLE: readonly Role[] = ROLES;

const table = new Map<string, PermissionRule>([["public", { roles: "everyone" }]]);

/** Adds a module's rules to the table. Throws for a name that another module has. */
export function declarePermissions(rules: Readonly<Record<string, PermissionRule>>): void {
  for (const [name, rule] of Object.entries(rules)) {
    if (table.has(name)) throw new Error(`Permission ${name} is declared twice.`);
    table.set(name, rule);
  }
}

/** THE permission table: the rules of all modules. `npm run permissions` prints it. */
export function permissionTable(): ReadonlyMap<string, PermissionRule> {
  return table;
}

export function ruleOf(permission: Permission): PermissionRule {
  const rule = table.get(permission);
  if (!rule) throw new Error(`No module declares the permission ${permission}.`);
  return rule;
}
