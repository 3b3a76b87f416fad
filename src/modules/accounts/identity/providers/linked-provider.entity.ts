import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";

/** An identity at an OpenID Connect provider that can sign in to an account. */
@Entity({ tableName: "linked_providers" })
@Unique({ name: "linked_providers_identity_unique", properties: ["issuer", "subject"] })
@Index({ name: "linked_providers_user_index", properties: ["user"] })
export class LinkedProvider {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Id of the provider in the configuration. */
  @Property({ type: "text" })
  provider!: string;

  @Property({ type: "text" })
  issuer!: string;

  /** The provider's permanent identifier of the user. */
  @Property({ type: "text" })
  subject!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  lastUsedAt: Date | null = null;
}
