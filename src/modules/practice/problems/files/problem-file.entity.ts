import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MIB } from "../../../../kernel/units.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { Problem } from "../problem.entity.js";

export const PROBLEM_FILE_KINDS = ["ATTACHMENT", "PICTURE"] as const;
export type ProblemFileKind = (typeof PROBLEM_FILE_KINDS)[number];

/** Key prefix of the objects. */
export const PROBLEM_FILES = "problem-files/";
export const FILE_NAME_MAX = 200;
/** Of one revision, of both kinds. */
export const FILES_MAX = 50;
export const FILES_MAX_BYTES = 64 * MIB;

/** A file that a revision of a problem has, or had. Immutable. Kept while there is room, because old revisions name it. */
@Entity({ tableName: "problem_files" })
@Unique({ name: "problem_files_content_unique", properties: ["problem", "kind", "name", "sha256"] })
export class ProblemFile {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Problem, { ref: true, index: false, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  @Enum({ items: PROBLEM_FILE_KINDS })
  kind!: ProblemFileKind;

  /** A relative path. Texts of the problem name pictures by it. */
  @Property({ type: "text" })
  @MaxChars(FILE_NAME_MAX)
  name!: string;

  /** As detected. */
  @Property({ type: "text" })
  @MaxChars(100)
  contentType!: string;

  @Property({ type: "integer" })
  sizeBytes!: number;

  @Property({ type: "text" })
  sha256!: string;

  /** Of the object. Copies of a problem share it. */
  @Property({ type: "text" })
  @Index()
  key!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
