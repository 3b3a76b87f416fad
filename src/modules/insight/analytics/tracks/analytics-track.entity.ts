import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { IsJsonObject } from "../../../../platform/database/checks.js";
import { Track } from "../../../learning/content/tracks/track.entity.js";
import type { TrackFigures } from "./track-figures.js";

/** Figures of a track, without anything of single people. */
@Entity({ tableName: "analytics_tracks" })
export class AnalyticsTrack {
  @ManyToOne(() => Track, { primary: true, ref: true, deleteRule: "cascade" })
  track!: Ref<Track>;

  @Property({ type: "json" })
  @IsJsonObject()
  figures!: TrackFigures;

  @Property({ type: "datetime", defaultRaw: "now()" })
  refreshedAt: Date = new Date();
}
