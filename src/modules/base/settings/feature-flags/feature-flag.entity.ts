import { Entity, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { ROLES, type Role } from "../../../../access/viewer.js";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, Between, EachOf, MaxChars } from "../../../../platform/database/checks.js";

/** A feature enabled for some accounts. */
@Entity({ tableName: "feature_flags" })
export class FeatureFlag {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** The name in code; never changes. */
  @Property({ type: "text" })
  @Unique({ name: "feature_flags_name_unique" })
  @MaxChars(60)
  name!: string;

  @Property({ type: "text" })
  @MaxChars(500)
  description: string = "";

  /** If false, the feature is off for everyone, regardless of the other fields. */
  @Property({ type: "boolean" })
  enabled: boolean = false;

  /** Percentage of accounts matching `roles`; always the same accounts. */
  @Property({ type: "integer" })
  @Between(0, 100)
  rolloutPercent: number = 100;

  /** Null: everyone, including anonymous visitors. */
  @Property({ type: "array", columnType: "text[]", nullable: true })
  @EachOf(ROLES)
  roles: Role[] | null = null;

  @Property({ type: "integer" })
  @AtLeast(1)
  revision: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
