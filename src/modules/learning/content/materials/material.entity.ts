import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import type { Translations } from "../../../../kernel/locales.js";
import { AtLeast, IsJsonObject, MaxChars, PresentExactlyIf } from "../../../../platform/database/checks.js";
import { TrackFile } from "../files/track-file.entity.js";
import { Lesson } from "../lessons/lesson.entity.js";
import { POSITION_MAX, SUMMARY_MAX, TITLE_MAX } from "../limits.js";
import { TrackModule } from "../modules/track-module.entity.js";

export const MATERIAL_KINDS = ["FILE", "LINK", "SLIDES"] as const;
export type MaterialKind = (typeof MATERIAL_KINDS)[number];

export const URL_MAX = 2000;

export interface MaterialText {
  title: string;
  /** Markdown. */
  description: string;
}

/** Something to download or open beside a module or a lesson. */
@Entity({ tableName: "materials" })
@Unique({ name: "materials_module_position_unique", properties: ["module", "position"] })
@Unique({ name: "materials_lesson_position_unique", properties: ["lesson", "position"] })
export class Material {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Either this or the lesson. */
  @ManyToOne(() => TrackModule, { nullable: true, ref: true, deleteRule: "cascade" })
  module: Ref<TrackModule> | null = null;

  @ManyToOne(() => Lesson, { nullable: true, ref: true, deleteRule: "cascade" })
  @PresentExactlyIf("module_id is null")
  lesson: Ref<Lesson> | null = null;

  @Property({ type: "text", collation: "C" })
  @MaxChars(POSITION_MAX)
  position!: string;

  @Enum({ items: MATERIAL_KINDS })
  kind!: MaterialKind;

  @Property({ type: "text" })
  @MaxChars(TITLE_MAX)
  title!: string;

  @Property({ type: "text", default: "" })
  @MaxChars(SUMMARY_MAX)
  description: string = "";

  @Property({ type: "json", default: "{}" })
  @IsJsonObject()
  translations: Translations<MaterialText> = {};

  /** Either this or the address. */
  @ManyToOne(() => TrackFile, { nullable: true, ref: true, index: true, deleteRule: "cascade" })
  @PresentExactlyIf("url is null")
  file: Ref<TrackFile> | null = null;

  @Property({ type: "text", nullable: true })
  @MaxChars(URL_MAX)
  url: string | null = null;

  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  version: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
