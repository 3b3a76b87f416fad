import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, IsJsonObject, MaxChars } from "../../../../platform/database/checks.js";
import { POSITION_MAX, SLUG_MAX, SUMMARY_MAX, TITLE_MAX } from "../limits.js";
import type { Translations } from "../../../../kernel/locales.js";
import { Track } from "../tracks/track.entity.js";

export interface ModuleText {
  title: string;
  summary: string;
}

/** A chapter of a track: lessons, assignments and materials. */
@Entity({ tableName: "track_modules" })
@Unique({ name: "track_modules_position_unique", properties: ["track", "position"] })
@Unique({ name: "track_modules_slug_unique", properties: ["track", "slug"] })
export class TrackModule {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Track, { ref: true, deleteRule: "cascade" })
  track!: Ref<Track>;

  /** Identifies the module in archives. */
  @Property({ type: "text" })
  @MaxChars(SLUG_MAX)
  slug!: string;

  @Property({ type: "text", collation: "C" })
  @MaxChars(POSITION_MAX)
  position!: string;

  @Property({ type: "text" })
  @MaxChars(TITLE_MAX)
  title!: string;

  @Property({ type: "text", default: "" })
  @MaxChars(SUMMARY_MAX)
  summary: string = "";

  @Property({ type: "json", default: "{}" })
  @IsJsonObject()
  translations: Translations<ModuleText> = {};

  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  version: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
