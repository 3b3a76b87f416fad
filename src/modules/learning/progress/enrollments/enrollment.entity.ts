import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Lesson } from "../../content/lessons/lesson.entity.js";
import { Track } from "../../content/tracks/track.entity.js";

/** An account takes a track. Its row is the lock for every change of the account's progress in the track. */
@Entity({ tableName: "enrollments" })
@Unique({ name: "enrollments_user_track_unique", properties: ["user", "track"] })
@Index({
  name: "enrollments_activity_index",
  expression: "create index enrollments_activity_index on enrollments (user_id, last_activity_at desc, id desc)",
})
export class Enrollment {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Track, { ref: true, index: true, deleteRule: "cascade" })
  track!: Ref<Track>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  enrolledAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  lastActivityAt: Date = new Date();

  /** When everything was complete for the first time. Never cleared. */
  @Property({ type: "datetime", nullable: true })
  completedAt: Date | null = null;

  /** Viewed last. */
  @ManyToOne(() => Lesson, { nullable: true, ref: true, index: true, deleteRule: "set null" })
  lastLesson: Ref<Lesson> | null = null;

  /** Of `lastLesson`. The block may be gone. */
  @Property({ type: "uuid", nullable: true })
  lastBlockKey: string | null = null;

  /** Lines of orders that gave it. Empty unless it was bought. */
  @Property({ type: "array", columnType: "uuid[]", defaultRaw: "'{}'" })
  orderLineIds: string[] = [];

  /** The account enrolled by itself: a refund leaves the enrolment. */
  @Property({ type: "boolean", default: true })
  byAccount: boolean = true;

  /** Increases with every change of the progress in the track, so that watchers notice it. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  revision: number = 1;
}
