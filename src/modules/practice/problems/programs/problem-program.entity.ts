import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { ARGUMENTS_MAX, PROGRAM_BYTES_MAX } from "../../../../judge/checker-programs/checker-program.js";
import {
  EXPECTABLE,
  type Expectable,
  PROGRAM_PURPOSES,
  type ProblemProgram,
  type ProgramPurpose,
  VALIDATOR_KINDS,
  type ValidatorKind,
} from "../../../../judge/problem-programs/problem-program.js";
import { newId } from "../../../../kernel/ids.js";
import { EachOf, MaxChars, MaxItems } from "../../../../platform/database/checks.js";
import { Problem } from "../problem.entity.js";

export const NAME_MAX = 100;

/**
 * A validator, generator or reference solution of a problem: its present content. Tests and verifications record the version that they
 * used, so old ones need not be kept.
 */
@Entity({ tableName: "problem_programs" })
@Unique({ name: "problem_programs_name_unique", properties: ["problem", "purpose", "name"] })
export class StoredProblemProgram implements ProblemProgram {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Problem, { ref: true, index: false, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  @Enum({ items: PROGRAM_PURPOSES })
  purpose!: ProgramPurpose;

  @Property({ type: "text" })
  @MaxChars(NAME_MAX)
  name!: string;

  @Enum({ items: VALIDATOR_KINDS, nullable: true })
  kind: ValidatorKind | null = null;

  @Property({ type: "text" })
  language!: string;

  @Property({ type: "text" })
  @MaxChars(PROGRAM_BYTES_MAX)
  source!: string;

  @Property({ type: "json", default: "[]" })
  files: ProblemProgram["files"] = [];

  @Property({ type: "string[]", columnType: "text[]" })
  @MaxItems(ARGUMENTS_MAX)
  arguments: string[] = [];

  @Property({ type: "string[]", columnType: "text[]" })
  @EachOf(EXPECTABLE)
  expectedVerdicts: Expectable[] = [];

  @Property({ type: "text" })
  version!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  updatedAt: Date = new Date();
}
