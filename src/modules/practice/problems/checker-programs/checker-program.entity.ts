import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import {
  ARGUMENTS_MAX,
  CHECKER_KINDS,
  type CheckerKind,
  type CheckerProgram,
  PROGRAM_BYTES_MAX,
} from "../../../../judge/checker-programs/checker-program.js";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars, MaxItems } from "../../../../platform/database/checks.js";
import { Problem } from "../problem.entity.js";

/** A checker program that a revision of a problem has, or had. Immutable; it has compiled when it was stored. */
@Entity({ tableName: "checker_programs" })
@Unique({ name: "checker_programs_hash_unique", properties: ["problem", "sha256"] })
export class StoredCheckerProgram implements CheckerProgram {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Problem, { ref: true, index: false, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  /** Of all columns below, so that equal programs of a problem are stored once. */
  @Property({ type: "text" })
  sha256!: string;

  @Enum({ items: CHECKER_KINDS })
  kind!: CheckerKind;

  @Property({ type: "text" })
  language!: string;

  @Property({ type: "text" })
  @MaxChars(PROGRAM_BYTES_MAX)
  source!: string;

  @Property({ type: "json", default: "[]" })
  files: CheckerProgram["files"] = [];

  @Property({ type: "string[]", columnType: "text[]" })
  @MaxItems(ARGUMENTS_MAX)
  arguments: string[] = [];

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
