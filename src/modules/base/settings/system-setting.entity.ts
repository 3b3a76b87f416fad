import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { MaxChars } from "../../../platform/database/checks.js";

/** A setting that an admin has changed. It stays when the default is put back, so that its revisions go on. */
@Entity({ tableName: "system_settings" })
export class SystemSetting {
  @PrimaryKey({ type: "text" })
  @MaxChars(100)
  name!: string;

  /** Null: the default. */
  @Property({ type: "json", nullable: true })
  value: unknown = null;

  /** Raised by each change; 0 is what was never changed. */
  @Property({ type: "integer" })
  revision!: number;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();

  /** Ids point nowhere by constraint: what an account has set outlives it. */
  @Property({ type: "uuid" })
  changedById!: string;
}
