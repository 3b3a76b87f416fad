import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import type { Ref } from "@mikro-orm/core";
import { newId } from "../../../kernel/ids.js";
import { Between, MaxChars } from "../../../platform/database/checks.js";

@Entity({ tableName: "topics" })
export class Topic {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @Unique({ name: "topics_slug_unique" })
  @MaxChars(60)
  slug!: string;

  @Property({ type: "text" })
  @MaxChars(60)
  name!: string;

  /** Icon name in the Lucide set. */
  @Property({ type: "text" })
  @MaxChars(60)
  icon!: string;

  @Property({ type: "text" })
  @MaxChars(500)
  description!: string;

  @ManyToOne(() => Topic, { nullable: true, ref: true, index: true, deleteRule: "restrict" })
  parent: Ref<Topic> | null = null;

  /** Order among siblings. */
  @Property({ type: "integer" })
  @Between(0, 10_000)
  position: number = 0;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
