import type { Entitlement } from "./entitlements.js";
import type { Scope } from "./scopes.js";
import { ROLES, type Role } from "./viewer.js";

/** Who may use the root fields of one permission. */
export interface PermissionRule {
  /** "everyone" includes visitors who are not signed in. */
  roles: "everyone" | readonly Role[];
  /** Scopes that open it to API tokens, within what the role may do. Without scopes only sessions may use it. */
  scopes?: readonly Scope[];
  /** Also for accounts that must still confirm their e-mail address. */
  beforeVerification?: true;
  /**
   * Denied to an admin who impersonates the account: account security, power over other accounts, and notifications, because one of
   * them reports the impersonation and a push subscription would outlive it.
   */
  notWhileImpersonating?: true;
  /**
   * Also for accounts of other roles that are owner, manager or instructor of an active organization. The service must then refuse what
   * does not belong to it: `mayAuthorFor`.
   */
  organizationAuthors?: true;
  /** Also for sessions of accounts of other roles that hold this entitlement, which must be one of `staff`. */
  staff?: Entitlement;
}

/** Names of all permissions. Each module adds its own by declaration merging, next to its rules. */
export interface PermissionNames {
  public: true;
}

export type Permission = keyof PermissionNames;

export const AUTHORS: readonly Role[] = ["INSTRUCTOR", "ADMIN", "SYSTEM_ADMIN"];
export const ADMINS: readonly Role[] = ["ADMIN", "SYSTEM_ADMIN"];
export const EVERY_ROLE: readonly Role[] = ROLES;

const table = new Map<string, PermissionRule>([["public", { roles: "everyone" }]]);

/** Adds a module's rules to the table. Throws for a name that is already declared. */
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
