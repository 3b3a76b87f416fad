/** What an account may have in addition to what its role allows: by a plan, a purchase, an organization, or as a gift. */
export interface EntitlementRule {
  /** What it gives, for people. */
  description: string;
  /** Whether the quantities of several grants add up, such as seats. Otherwise having one is all that counts. */
  counted: boolean;
  /** Whether each grant is for one object, such as a track. Only what a purchase of the object gives: no other product, and no admin. */
  ofOne?: true;
  /** Power over what belongs to others: only an admin gives it, and only to an account. */
  staff?: true;
  /** Whether an organization can have it. What an order gives goes to the organization it names, if it can. */
  organizations?: true;
}

/** Names of all entitlements. Each module adds its own by declaration merging, next to its rules. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the modules
export interface EntitlementNames {}

export type Entitlement = keyof EntitlementNames;

/** Name of an active grant in `viewer.entitlements`: its key, with the object that it is for, if any. */
export const grantName = (key: string, subjectId: string | null | undefined): string => (subjectId == null ? key : `${key}:${subjectId}`);

const table = new Map<string, EntitlementRule>();

/** Adds a module's entitlements to the table. Throws for a name that is already declared. */
export function declareEntitlements(rules: Readonly<Record<string, EntitlementRule>>): void {
  for (const [name, rule] of Object.entries(rules)) {
    if (table.has(name)) throw new Error(`Entitlement ${name} is declared twice.`);
    table.set(name, rule);
  }
}

/** The entitlements of all modules: the closed list of keys. */
export function entitlementTable(): ReadonlyMap<string, EntitlementRule> {
  return table;
}
