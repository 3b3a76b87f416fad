import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { ROLES, type Role } from "../../../access/viewer.js";
import { newId } from "../../../kernel/ids.js";
import { User } from "../../base/users/user.entity.js";
import { AtLeast, EachOf, MaxChars } from "../../../platform/database/checks.js";

export const ANNOUNCEMENT_LEVELS = ["INFO", "WARNING", "CRITICAL"] as const;
export type AnnouncementLevel = (typeof ANNOUNCEMENT_LEVELS)[number];

/** A message of the admins to everyone or to some roles, for a limited time. */
@Entity({ tableName: "announcements" })
@Index({
  name: "announcements_shown_index",
  expression: "create index announcements_shown_index on announcements (starts_at) where withdrawn_at is null",
})
@Index({
  name: "announcements_unnotified_index",
  expression:
    "create index announcements_unnotified_index on announcements (starts_at) where notify and notified_at is null and withdrawn_at is null",
})
export class Announcement {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @MaxChars(200)
  title!: string;

  /** Markdown. */
  @Property({ type: "text" })
  @MaxChars(20_000)
  body: string = "";

  @Enum({ items: ANNOUNCEMENT_LEVELS })
  level: AnnouncementLevel = "INFO";

  /** Null: everyone, including anonymous visitors. */
  @Property({ type: "array", columnType: "text[]", nullable: true })
  @EachOf(ROLES)
  roles: Role[] | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  startsAt: Date = new Date();

  /** Null: until withdrawn. */
  @Property({ type: "datetime", nullable: true })
  endsAt: Date | null = null;

  /** Send accounts a notification when it starts. */
  @Property({ type: "boolean" })
  notify: boolean = false;

  /** When the notification events were created; they are created once. */
  @Property({ type: "datetime", nullable: true })
  notifiedAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  withdrawnAt: Date | null = null;

  @Property({ type: "integer" })
  @AtLeast(1)
  revision: number = 1;

  /** No foreign key: the id outlives the account. */
  @Property({ type: "uuid" })
  createdById!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}

/** An account dismissed an announcement. */
@Entity({ tableName: "announcement_dismissals" })
export class AnnouncementDismissal {
  @ManyToOne(() => Announcement, { ref: true, primary: true, deleteRule: "cascade" })
  announcement!: Ref<Announcement>;

  @ManyToOne(() => User, { ref: true, primary: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;
}
