import type { Transaction } from "../../platform/database/database.js";
import type { Platform } from "../../platform/platform.js";

/** Objects that one account or organization is responsible for and that others may edit with it. Modules declare theirs: `authored`. */
export interface Authored {
  /** Unique and permanent: audit actions and rows of offers have it. */
  kind: AuthoredKind;
  /** GraphQL type, which implements Node. */
  type: string;
  /** Table with the columns `id` and `title`. */
  table: string;
  /** Column with the account that is responsible. */
  owner: string;
  coAuthors: { table: string; column: string };
  /** Organizations can own it: the table has the columns `organization_id`, `visibility` and `status`. */
  inOrganizations?: true;
  /** Runs in the transaction that has changed the owner. */
  changed?(tx: Transaction, id: string, platform: Pick<Platform, "readCache">): Promise<void>;
}

export const AUTHORED_KINDS = ["problem", "track", "quiz", "question-bank"] as const;
export type AuthoredKind = (typeof AUTHORED_KINDS)[number];
