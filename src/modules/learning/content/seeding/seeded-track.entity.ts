import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { IsJsonObject } from "../../../../platform/database/checks.js";
import { Track } from "../tracks/track.entity.js";

/** State after the last seeding: an unchanged folder is skipped, and what people edited since then is not overwritten. */
@Entity({ tableName: "seeded_tracks" })
export class SeededTrack {
  @ManyToOne(() => Track, { primary: true, ref: true, deleteRule: "cascade" })
  track!: Ref<Track>;

  /** SHA-256 of the track's files in seed/. */
  @Property({ type: "text" })
  folderSha256!: string;

  /** SHA-256 of each part right after seeding, by `track`, `module/<slug>` and `lesson/<slug>`. A different value means it was edited. */
  @Property({ type: "json" })
  @IsJsonObject()
  parts!: Record<string, string>;
}
