import type { Contract } from "../../../../../kernel/contract.js";
import type { EntityManager } from "../../../../../platform/database/database.js";

export interface Practice {
  userId: string;
  /** Counts once. */
  causeId: string;
  at: Date;
}

/** What counts as practice. A new source is one file and one line in sources.ts. */
export interface PracticeSource<E extends object = object> {
  /** Unique and permanent: rows refer to it. At most 40 characters. */
  kind: string;
  event: Contract<E>;
  /** Null if the event is no practice. */
  read(em: EntityManager, event: E): Promise<Practice | null>;
}

/** Type-checks a source against its event. */
export function practiceSource<E extends object>(source: PracticeSource<E>): PracticeSource {
  return source as unknown as PracticeSource;
}
