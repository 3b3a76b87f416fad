import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";

/** A setting that an admin has changed. It stays when the default is put back, so that its revisions go on. */
@Entity({ tableName: "system_settings" })
export class SystemSetting {
  @PrimaryKey({ type: "text" })
  name!: string;

  /** Null: the default. */
  @Property({ type: "json", nullable: true })
  value: unknown = null;

  /** Raised by each change; 0 is what was never changed. */
  @Property({ type: "integer" })
  revision!: number;

  @Property({ type: "datetime", defaultRaw: "now()" })
  changedAt: Date = new Date();

  /** Ids point nowhere by constraint: what an account has set outlives it. */
  @Property({ type: "uuid" })
  changedById!: string;
}
