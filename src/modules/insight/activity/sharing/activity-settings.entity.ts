import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { MaxItems } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";

/** Bound of the array; there are fewer kinds. */
const HIDDEN_KINDS_MOST = 100;

/** Consent of an account. No row: everything is recorded, and nobody else sees it. */
@Entity({ tableName: "activity_settings" })
export class ActivitySettings {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "boolean", default: false })
  toFollowers: boolean = false;

  @Property({ type: "boolean", default: false })
  toClassmates: boolean = false;

  @Property({ type: "boolean", default: false })
  toEveryone: boolean = false;

  /** Names of kinds that nobody else sees. */
  @Property({ type: "string[]", columnType: "text[]" })
  @MaxItems(HIDDEN_KINDS_MOST)
  hiddenKinds: string[] = [];

  /** False: paused. */
  @Property({ type: "boolean", default: true })
  recording: boolean = true;
}
