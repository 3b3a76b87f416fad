import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";

/** An account's authenticator app. */
@Entity({ tableName: "two_factors" })
export class TwoFactor {
  @ManyToOne(() => User, { ref: true, primary: true, deleteRule: "cascade" })
  user!: Ref<User>;

  /** The shared TOTP key, encrypted. */
  @Property({ type: "text" })
  sealedKey!: string;

  /** Null until a first code proves that the app has the key; no codes are required until then. */
  @Property({ type: "datetime", nullable: true })
  enabledAt: Date | null = null;

  /** Time step of the last accepted code: codes of this or an earlier step are rejected. */
  @Property({ type: "integer" })
  lastStep: number = 0;
}

/** A recovery code for users who lost the app. Stored as a keyed digest, as 50 bits are too few for a plain one. */
@Entity({ tableName: "recovery_codes" })
@Index({ name: "recovery_codes_user_index", properties: ["user"] })
export class RecoveryCode {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "text" })
  digest!: string;

  @Property({ type: "datetime", nullable: true })
  usedAt: Date | null = null;
}
