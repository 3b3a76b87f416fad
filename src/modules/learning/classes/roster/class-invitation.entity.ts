import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Class } from "../class.entity.js";
import { ClassSection } from "../sections/class-section.entity.js";

/** A learner of a roster without an account. Removed when an account with the confirmed address becomes a member. */
@Entity({ tableName: "class_invitations" })
@Unique({ name: "class_invitations_email_unique", properties: ["class", "email"] })
@Index({ name: "class_invitations_email_index", properties: ["email"] })
@Index({ name: "class_invitations_created_index", properties: ["createdAt"] })
export class ClassInvitation {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Class, { ref: true, deleteRule: "cascade", index: false })
  class!: Ref<Class>;

  /** Lower case. */
  @Property({ type: "text" })
  @MaxChars(254)
  email!: string;

  @ManyToOne(() => ClassSection, { ref: true, nullable: true, deleteRule: "set null", index: true })
  section: Ref<ClassSection> | null = null;

  @ManyToOne(() => User, { ref: true, nullable: true, deleteRule: "set null", index: true })
  invitedBy: Ref<User> | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
