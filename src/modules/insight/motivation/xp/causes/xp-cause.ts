import type { Contract } from "../../../../../kernel/contract.js";
import type { EntityManager } from "../../../../../platform/database/database.js";

/** What a cause says about one subject, from the present state of the database. */
export interface Assessment {
  userId: string;
  /** What is rewarded once, such as a problem. */
  subjectId: string;
  earned: boolean;
  /** XP if it is earned now. Points that the ledger already has for the subject stay as they are. */
  points: number;
  at: Date;
  /** Without those above them. */
  topicIds: readonly string[];
}

/** A reason to earn XP. A new one is one file and one line in causes.ts. */
export interface XpCause<E extends object = object> {
  /** Unique and permanent: entries refer to it. At most 40 characters. */
  kind: string;
  /** For learners, in the schema's words. */
  description: string;
  event: Contract<E>;
  /** Whether XP is earned must not depend on the order of events. Null if the event says nothing about XP. */
  assess(em: EntityManager, event: E): Promise<Assessment | null>;
}

/** Type-checks a cause against its event. */
export function xpCause<E extends object>(cause: XpCause<E>): XpCause {
  return cause as unknown as XpCause;
}
