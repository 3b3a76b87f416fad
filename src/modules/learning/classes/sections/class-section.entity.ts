import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { SECTION_NAME_MAX } from "../class-limits.js";
import { Class } from "../class.entity.js";

/** A part of a class, such as an exercise group. */
@Entity({ tableName: "class_sections" })
@Unique({ name: "class_sections_name_unique", properties: ["class", "name"] })
export class ClassSection {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Class, { ref: true, deleteRule: "cascade", index: false })
  class!: Ref<Class>;

  @Property({ type: "text" })
  @MaxChars(SECTION_NAME_MAX)
  name!: string;
}
