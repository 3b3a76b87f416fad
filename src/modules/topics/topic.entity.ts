import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import type { Ref } from "@mikro-orm/core";
import { newId } from "../../kernel/ids.js";

@Entity({ tableName: "topics" })
export class Topic {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @Unique({ name: "topics_slug_unique" })
  slug!: string;

  @Property({ type: "text" })
  name!: string;

  /** Name of an icon in the Lucide set. */
  @Property({ type: "text" })
  icon!: string;

  @Property({ type: "text" })
  description!: string;

  @ManyToOne(() => Topic, { nullable: true, ref: true, index: true, deleteRule: "restrict" })
  parent: Ref<Topic> | null = null;

  /** Order among siblings. */
  @Property({ type: "integer" })
  position: number = 0;
}
