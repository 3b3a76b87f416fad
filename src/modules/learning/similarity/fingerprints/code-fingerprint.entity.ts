import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { MaxItems } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Problem } from "../../../practice/problems/problem.entity.js";
import { Submission } from "../../../practice/submissions/submission.entity.js";
import { FINGERPRINTS_MAX, SKETCH_BITS } from "../code/winnow.js";
import { CODE_FAMILIES, type CodeFamily } from "../code/grammars.js";

/** READY to be compared; TOO_SHORT without the starter code; UNREADABLE for the parser. */
export const FINGERPRINT_STATES = ["READY", "TOO_SHORT", "UNREADABLE"] as const;
export type FingerprintState = (typeof FINGERPRINT_STATES)[number];

/** What a submission is compared by: without its starter code, comments and own names. */
@Entity({ tableName: "code_fingerprints" })
@Index({ name: "code_fingerprints_newest_index", properties: ["problem", "family", "submission"] })
export class CodeFingerprint {
  @ManyToOne(() => Submission, { primary: true, ref: true, deleteRule: "cascade" })
  submission!: Ref<Submission>;

  @ManyToOne(() => Problem, { ref: true, index: false, deleteRule: "restrict" })
  problem!: Ref<Problem>;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: () => [...CODE_FAMILIES] })
  family!: CodeFamily;

  @Enum({ items: () => [...FINGERPRINT_STATES] })
  state!: FingerprintState;

  /** FINGERPRINT_VERSION that made it. */
  @Property({ type: "integer" })
  version!: number;

  /** See code/winnow.ts. Empty unless READY. */
  @Property({ type: "bigint[]", columnType: "bigint[]", lazy: true })
  @MaxItems(FINGERPRINTS_MAX)
  fingerprints!: string[];

  /** Bits of the fingerprints: see code/winnow.ts. */
  @Property({ type: "string", columnType: `bit(${SKETCH_BITS})`, lazy: true })
  sketch!: string;

  /** See code/stored-tokens.ts. Empty unless READY. */
  @Property({ type: "blob", lazy: true })
  tokens!: Buffer;

  @Property({ type: "datetime", defaultRaw: "now()" })
  @Index({ name: "code_fingerprints_created_index" })
  createdAt: Date = new Date();
}
