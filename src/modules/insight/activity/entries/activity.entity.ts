import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { IsJsonObject, MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";

/**
 * Something that an account has reached. Written whether or not the account shares it: consent is applied when feeds are read. Unique per
 * cause, so an event that arrives twice is one entry. Ids are UUIDv7, so the order of ids is the order in which entries were recorded.
 */
@Entity({ tableName: "activities" })
@Unique({ name: "activities_cause_unique", properties: ["user", "kind", "causeId"] })
@Index({ name: "activities_user_index", properties: ["user", "id"] })
@Index({ name: "activities_age_index", properties: ["at"] })
export class Activity {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Name of a kind in kinds/. */
  @Property({ type: "text" })
  @MaxChars(40)
  kind!: string;

  /** The subject, or made from what has happened. */
  @Property({ type: "uuid" })
  causeId!: string;

  /** Of the type that the kind names. No reference: its module may remove it, and the entry is not shown then. */
  @Property({ type: "uuid", nullable: true })
  subjectId: string | null = null;

  /** What the text needs besides the subject; parsed by the kind. */
  @Property({ type: "json" })
  @IsJsonObject()
  data: object = {};

  /** When it happened. */
  @Property({ type: "datetime" })
  at!: Date;
}
