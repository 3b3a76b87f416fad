import type { SignedIn } from "../../../../access/viewer.js";
import type { Transaction } from "../../../../platform/database/database.js";

export interface FirstOrganization {
  userId: string;
  name: string;
  slug: string;
}

export type CreateFirstOrganization = (tx: Transaction, admin: SignedIn, made: FirstOrganization, address: string) => Promise<void>;

/** Organizations of approved business partners: a later module creates them, in the transaction of the approval. */
export interface RoleApprovals {
  createsOrganizations(create: CreateFirstOrganization): void;
  create: CreateFirstOrganization;
}

export function createRoleApprovals(): RoleApprovals {
  let used: CreateFirstOrganization | undefined;
  return {
    createsOrganizations: (create) => void (used = create),
    async create(...given) {
      if (!used) throw new Error("No module creates organizations.");
      await used(...given);
    },
  };
}
