import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, IsJsonObject, MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { DIFFICULTIES, type Difficulty } from "../../../practice/problems/problem.entity.js";
import { CONTENT_STATUSES, type ContentStatus } from "../content-status.js";
import { DESCRIPTION_MAX, SLUG_MAX, SUMMARY_MAX, TITLE_MAX } from "../limits.js";
import { LOCALE_MAX, type Translations } from "../locales.js";
import { Subject } from "../subjects/subject.entity.js";

export interface TrackText {
  title: string;
  summary: string;
  /** Markdown. */
  description: string;
}

/** A course of modules and lessons. Its own texts are not versioned: changes apply immediately. */
@Entity({ tableName: "tracks" })
@Index({
  name: "tracks_newest_index",
  expression: "create index tracks_newest_index on tracks (status, coalesce(published_at, created_at) desc, id desc)",
})
export class Track {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @Unique({ name: "tracks_slug_unique" })
  @MaxChars(SLUG_MAX)
  slug!: string;

  @ManyToOne(() => Subject, { nullable: true, ref: true, index: true, deleteRule: "restrict" })
  subject: Ref<Subject> | null = null;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "restrict" })
  author!: Ref<User>;

  /** Language of the texts in this row, and the last one to fall back to. */
  @Property({ type: "text", default: "en" })
  @MaxChars(LOCALE_MAX)
  locale: string = "en";

  @Property({ type: "text" })
  @MaxChars(TITLE_MAX)
  title!: string;

  @Property({ type: "text", default: "" })
  @MaxChars(SUMMARY_MAX)
  summary: string = "";

  /** Markdown. */
  @Property({ type: "text", default: "" })
  @MaxChars(DESCRIPTION_MAX)
  description: string = "";

  @Property({ type: "json", default: "{}" })
  @IsJsonObject()
  translations: Translations<TrackText> = {};

  @Enum({ items: DIFFICULTIES })
  difficulty!: Difficulty;

  @Enum({ items: CONTENT_STATUSES })
  status: ContentStatus = "DRAFT";

  /** Increases with each change of the row, for optimistic locking. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  version: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();

  /** First publication. */
  @Property({ type: "datetime", nullable: true })
  publishedAt: Date | null = null;
}

/** An account that may edit a track in addition to its author, while its role allows editing tracks at all. */
@Entity({ tableName: "track_co_authors" })
export class TrackCoAuthor {
  @ManyToOne(() => Track, { primary: true, ref: true, deleteRule: "cascade" })
  track!: Ref<Track>;

  @ManyToOne(() => User, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  addedAt: Date = new Date();
}
