import { Entity, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { ROLES, type Role } from "../../../../access/viewer.js";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, Between, EachOf, MaxChars } from "../../../../platform/database/checks.js";

/** A feature that is on for some. */
@Entity({ tableName: "feature_flags" })
export class FeatureFlag {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** What programs ask for; it never changes. */
  @Property({ type: "text" })
  @Unique({ name: "feature_flags_name_unique" })
  @MaxChars(60)
  name!: string;

  @Property({ type: "text" })
  @MaxChars(500)
  description: string = "";

  /** Off is off for everyone, whatever stands below. */
  @Property({ type: "boolean" })
  enabled: boolean = false;

  /** Of the accounts that the roles leave, so many in a hundred; always the same ones. */
  @Property({ type: "integer" })
  @Between(0, 100)
  rolloutPercent: number = 100;

  /** Null is everyone, also those who are not signed in. */
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
