import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";

/** The authenticator app of an account. */
@Entity({ tableName: "two_factors" })
export class TwoFactor {
  @ManyToOne(() => User, { ref: true, primary: true, deleteRule: "cascade" })
  user!: Ref<User>;

  /** The key that app and server share, sealed. */
  @Property({ type: "text" })
  sealedKey!: string;

  /** Null until a first code has shown that the app has the key; nothing is asked for until then. */
  @Property({ type: "datetime", nullable: true })
  enabledAt: Date | null = null;

  /** The time step of the last code that was taken: no code of it, or of one before, is taken again. */
  @Property({ type: "integer" })
  lastStep: number = 0;
}

/** One of the codes for who has lost the app. Kept as a keyed digest, as 50 bits are too few for a plain one. */
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
