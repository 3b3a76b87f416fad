import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import type { PackageFault, PackageNote } from "../../../../judge/packages/package-faults.js";
import { User } from "../../../base/users/user.entity.js";
import { ClaimedRow } from "../../../contracts/claimed-row.js";
import { Track } from "../tracks/track.entity.js";

export const TRACK_IMPORT_STATUSES = ["QUEUED", "RUNNING", "READY", "FAILED"] as const;
export type TrackImportStatus = (typeof TRACK_IMPORT_STATUSES)[number];

/** An archive of a track that a worker imports. The row is the outbox of its job. */
@Entity({ tableName: "track_imports" })
@Index({
  name: "track_imports_due_index",
  expression: "create index track_imports_due_index on track_imports (due_at) where status in ('QUEUED', 'RUNNING')",
})
export class TrackImport extends ClaimedRow {
  /** Requested by. */
  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: TRACK_IMPORT_STATUSES })
  status: TrackImportStatus = "QUEUED";

  /** What to do, as JSON; empty after the import ends. */
  @Property({ type: "text" })
  plan!: string;

  /** A worker may claim it from this time on. */
  @Property({ type: "datetime", defaultRaw: "now()" })
  dueAt: Date = new Date();

  /** Reasons for a failure. */
  @Property({ type: "json", default: "[]" })
  faults: PackageFault[] = [];

  /** What was left out. */
  @Property({ type: "json", default: "[]" })
  ignored: PackageNote[] = [];

  /** The track to change, or the result. */
  @ManyToOne(() => Track, { nullable: true, ref: true, index: true, deleteRule: "set null" })
  track: Ref<Track> | null = null;
}
