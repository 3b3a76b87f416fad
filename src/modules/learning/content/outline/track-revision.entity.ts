import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, IsJsonObject, MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { NOTE_MAX } from "../limits.js";
import { Track } from "../tracks/track.entity.js";
import type { TrackOutline } from "./outline.js";

/** The outline of a track after a change. Immutable. */
@Entity({ tableName: "track_revisions" })
@Unique({ name: "track_revisions_number_unique", properties: ["track", "number"] })
export class TrackRevision {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Track, { ref: true, index: false, deleteRule: "cascade" })
  track!: Ref<Track>;

  /** Starts at 1, without gaps. */
  @Property({ type: "integer" })
  @AtLeast(1)
  number!: number;

  @Property({ type: "json", lazy: true })
  @IsJsonObject()
  outline!: TrackOutline;

  /** Names of the fields that differ from the previous revision; all fields in the first. */
  @Property({ type: "string[]", columnType: "text[]" })
  changed!: string[];

  /** Null for the state before the first recorded change, and after the account is deleted. */
  @ManyToOne(() => User, { nullable: true, ref: true, index: true, deleteRule: "set null" })
  author: Ref<User> | null = null;

  /** The editor's reason. */
  @Property({ type: "text", default: "" })
  @MaxChars(NOTE_MAX)
  note: string = "";

  /** Number of the revision that this one restores. */
  @Property({ type: "integer", nullable: true })
  @AtLeast(1)
  restoredFrom: number | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
