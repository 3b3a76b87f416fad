import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { CATEGORY_DESCRIPTION_MAX, CATEGORY_NAME_MAX, CATEGORY_SLUG_MAX } from "../forum-limits.js";

export const CATEGORY_STARTERS = ["EVERYONE", "MODERATORS"] as const;
export type CategoryStarters = (typeof CATEGORY_STARTERS)[number];

@Entity({ tableName: "forum_categories" })
@Unique({ name: "forum_categories_slug_unique", properties: ["slug"] })
export class ForumCategory {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @MaxChars(CATEGORY_SLUG_MAX)
  slug!: string;

  @Property({ type: "text" })
  @MaxChars(CATEGORY_NAME_MAX)
  name!: string;

  @Property({ type: "text", default: "" })
  @MaxChars(CATEGORY_DESCRIPTION_MAX)
  description: string = "";

  /** Lowest first. */
  @Property({ type: "integer", default: 0 })
  position: number = 0;

  /** Who may start threads. Everyone may reply. */
  @Enum({ items: CATEGORY_STARTERS, default: "EVERYONE" })
  starters: CategoryStarters = "EVERYONE";

  /** Its threads can be read, but nothing is added. */
  @Property({ type: "datetime", nullable: true })
  archivedAt: Date | null = null;

  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  version: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}

/** An account that moderates a category. */
@Entity({ tableName: "forum_moderators" })
export class ForumModerator {
  @ManyToOne(() => ForumCategory, { ref: true, primary: true, deleteRule: "cascade" })
  category!: Ref<ForumCategory>;

  @ManyToOne(() => User, { ref: true, primary: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
