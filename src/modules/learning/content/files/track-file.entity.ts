import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import type { Rendition } from "../../../base/storage/stored-file.entity.js";
import { User } from "../../../base/users/user.entity.js";
import { Track } from "../tracks/track.entity.js";

/** Key prefix of the objects. */
export const TRACK_FILES = "content/";

/**
 * A file of a track: a copy of an author's upload, so that lessons stay complete when the author deletes the upload or the account.
 * Kept as long as the track, because old revisions of lessons may use it.
 */
@Entity({ tableName: "track_files" })
export class TrackFile {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Track, { ref: true, index: true, deleteRule: "cascade" })
  track!: Ref<Track>;

  @Property({ type: "text" })
  @MaxChars(200)
  fileName!: string;

  @Property({ type: "text" })
  @MaxChars(100)
  contentType!: string;

  /** Bytes of all renditions. */
  @Property({ type: "integer" })
  sizeBytes!: number;

  /** Smallest first. */
  @Property({ type: "json" })
  renditions!: Rendition[];

  /** SHA-256 of the largest rendition. */
  @Property({ type: "text" })
  sha256!: string;

  /** Null after the account is deleted. */
  @ManyToOne(() => User, { nullable: true, ref: true, index: true, deleteRule: "set null" })
  addedBy: Ref<User> | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
