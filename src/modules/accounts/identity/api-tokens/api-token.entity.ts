import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { STORED_SCOPES, type Scope } from "../../../../access/scopes.js";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";
import { EachOf, MaxChars } from "../../../../platform/database/checks.js";

/** A key for scripts and CI. It acts for its account, within its scopes. */
@Entity({ tableName: "api_tokens" })
@Index({ name: "api_tokens_user_index", properties: ["user", "id"] })
export class ApiToken {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "text" })
  @MaxChars(60)
  name!: string;

  @Property({ type: "text" })
  @Unique({ name: "api_tokens_digest_unique" })
  digest!: string;

  /** The last four characters, to help the owner recognize it. */
  @Property({ type: "text" })
  hint!: string;

  @Property({ type: "text[]" })
  @EachOf(STORED_SCOPES)
  scopes!: Scope[];

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime" })
  expiresAt!: Date;

  @Property({ type: "datetime", nullable: true })
  lastUsedAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  revokedAt: Date | null = null;
}
