import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../kernel/ids.js";
import { AtLeast, Between, CountUpTo, MaxChars } from "../../../platform/database/checks.js";
import { Organization } from "../../accounts/organizations/organization.entity.js";
import { User } from "../../base/users/user.entity.js";
import { CAPACITY, CLASS_DESCRIPTION_MAX, CLASS_TITLE_MAX, DEFAULT_CAPACITY, TERM_MAX, ZONE_MAX } from "./class-limits.js";
import { JOIN_CODE_LENGTH } from "./join-code.js";

/** A cohort that is taught together for a term. */
@Entity({ tableName: "classes" })
@Index({
  name: "classes_join_code_unique",
  expression: "create unique index classes_join_code_unique on classes (join_code) where join_code is not null",
})
@Index({
  name: "classes_ending_index",
  expression: "create index classes_ending_index on classes (archives_at) where archived_at is null and archives_at is not null",
})
export class Class {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @MaxChars(CLASS_TITLE_MAX)
  title!: string;

  /** Markdown. */
  @Property({ type: "text", default: "" })
  @MaxChars(CLASS_DESCRIPTION_MAX)
  description: string = "";

  /** Such as "Spring 2027"; may be empty. */
  @Property({ type: "text", default: "" })
  @MaxChars(TERM_MAX)
  term: string = "";

  /** IANA name. Dates of its assignments are wall clock times of it. */
  @Property({ type: "text" })
  @MaxChars(ZONE_MAX)
  timeZone!: string;

  /** Null: nobody can join by code. */
  @Property({ type: "text", nullable: true })
  @MaxChars(JOIN_CODE_LENGTH)
  joinCode: string | null = null;

  /** Null: until it is replaced. */
  @Property({ type: "datetime", nullable: true })
  joinCodeExpiresAt: Date | null = null;

  /** Seats of learners. */
  @Property({ type: "integer", default: DEFAULT_CAPACITY })
  @Between(CAPACITY.min, CAPACITY.max)
  capacity: number = DEFAULT_CAPACITY;

  /** Taken seats: changes with the rows of members, in their transaction. */
  @Property({ type: "integer", default: 0 })
  @CountUpTo("capacity")
  learnerCount: number = 0;

  /** Learners may see figures of the whole class, without names. */
  @Property({ type: "boolean", default: false })
  showsStatistics: boolean = false;

  /** Last day of the term, in the zone, as YYYY-MM-DD; null: the class is archived by hand. */
  @Property({ type: "date", nullable: true })
  termEndsOn: string | null = null;

  /** End of that day: it is archived then. */
  @Property({ type: "datetime", nullable: true })
  archivesAt: Date | null = null;

  /** When its instructors were told. */
  @Property({ type: "datetime", nullable: true })
  endingNotifiedAt: Date | null = null;

  /** Read-only from then on. */
  @Property({ type: "datetime", nullable: true })
  archivedAt: Date | null = null;

  @ManyToOne(() => Class, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  copyOf: Ref<Class> | null = null;

  /** Its members only take part. Null: it belongs to its instructors. */
  @ManyToOne(() => Organization, { ref: true, nullable: true, index: true, deleteRule: "restrict" })
  organization: Ref<Organization> | null = null;

  /** Null after the account is deleted. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  createdBy: Ref<User> | null = null;

  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  version: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
