import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { MaxChars } from "../../../platform/database/checks.js";

/** A setting that an admin has changed. The row stays when the default is restored, so that revisions continue. */
@Entity({ tableName: "system_settings" })
export class SystemSetting {
  @PrimaryKey({ type: "text" })
  @MaxChars(100)
  name!: string;

  /** Null for the default. */
  @Property({ type: "json", nullable: true })
  value: unknown = null;

  /** Incremented by each change; 0 means never changed. */
  @Property({ type: "integer" })
  revision!: number;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();

  /** No foreign key: the setting outlives the account. */
  @Property({ type: "uuid" })
  changedById!: string;
}
