import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";
import { Class } from "../class.entity.js";
import { ClassSection } from "../sections/class-section.entity.js";

/** INSTRUCTOR runs the class, ASSISTANT grades, LEARNER takes part. */
export const CLASS_ROLES = ["INSTRUCTOR", "ASSISTANT", "LEARNER"] as const;
export type ClassRole = (typeof CLASS_ROLES)[number];

export const JOIN_WAYS = ["CREATED", "CODE", "ADDED", "INVITATION", "PURCHASE"] as const;
export type JoinWay = (typeof JOIN_WAYS)[number];

@Entity({ tableName: "class_members" })
@Unique({ name: "class_members_user_unique", properties: ["class", "user"] })
export class ClassMember {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Class, { ref: true, deleteRule: "cascade", index: false })
  class!: Ref<Class>;

  @ManyToOne(() => User, { ref: true, deleteRule: "cascade", index: true })
  user!: Ref<User>;

  @Enum({ items: CLASS_ROLES })
  role!: ClassRole;

  @ManyToOne(() => ClassSection, { ref: true, nullable: true, deleteRule: "set null", index: true })
  section: Ref<ClassSection> | null = null;

  @Enum({ items: JOIN_WAYS })
  joinedBy!: JoinWay;

  /** The line of the order that gave the place; only its refund takes it. Null for other members, and for places bought before 2026-12. */
  @Property({ type: "uuid", nullable: true })
  orderLineId: string | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
