import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { DiffersFromColumn, IsProbability } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Problem } from "../../../practice/problems/problem.entity.js";
import { CodeFingerprint } from "./code-fingerprint.entity.js";

/** The most similar submissions of two accounts to a problem. `first` is the account with the lower id. */
@Entity({ tableName: "similar_pairs" })
@Unique({ name: "similar_pairs_accounts_unique", properties: ["problem", "firstUser", "secondUser"] })
@Index({ name: "similar_pairs_score_index", properties: ["problem", "score", "id"] })
export class SimilarPair {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Problem, { ref: true, index: false, deleteRule: "restrict" })
  problem!: Ref<Problem>;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  firstUser!: Ref<User>;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  @DiffersFromColumn("first_user_id")
  secondUser!: Ref<User>;

  @ManyToOne(() => CodeFingerprint, { ref: true, index: true, deleteRule: "cascade" })
  first!: Ref<CodeFingerprint>;

  @ManyToOne(() => CodeFingerprint, { ref: true, index: true, deleteRule: "cascade" })
  @DiffersFromColumn("first_submission_id")
  second!: Ref<CodeFingerprint>;

  /** See code/compare.ts. */
  @Property({ type: "double" })
  @IsProbability()
  score!: number;

  @Property({ type: "double" })
  @IsProbability()
  fingerprints!: number;

  @Property({ type: "double" })
  @IsProbability()
  tiling!: number;

  @Property({ type: "datetime", defaultRaw: "now()" })
  comparedAt: Date = new Date();
}
