import { IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import type { Difficulty } from "../../../practice/problems/problem.entity.js";
import { DifficultyEnum } from "../../../practice/problems/problem.type.js";
import { NOTE_MAX } from "../limits.js";
import { EXPECTED_VERSION } from "../tracks/track.input.js";
import type { TrackRow } from "../tracks/track.rows.js";
import { TrackType } from "../tracks/track.type.js";
import { OUTLINE_CHANGES, type OutlineChange, type OutlineChangeKind, type TrackDiff } from "./outline-diff.js";
import type { OutlineLesson, OutlineModule, TrackOutline } from "./outline.js";
import type { TrackRevisionRow } from "./track-revision.loaders.js";

@ObjectType("TrackOutlineLesson", { simpleResolvers: true, description: "A lesson in a revision of its track." })
export class TrackOutlineLessonType implements Pick<OutlineLesson, "slug"> {
  @Derived(({ id }: OutlineLesson) => id)
  @Field(() => idOf("Lesson"), { description: "ID of the lesson. It may be deleted by now." })
  lessonId?: string;

  @Field(() => String, { description: "Its name within the track." })
  slug!: string;

  @Derived(({ requires }: OutlineLesson) => requires)
  @Field(() => [idOf("Lesson")], { description: "IDs of its prerequisites." })
  requiresIds?: string[];
}

@ObjectType("TrackOutlineModule", { simpleResolvers: true, description: "A module in a revision of its track." })
export class TrackOutlineModuleType implements Omit<OutlineModule, "id" | "translations"> {
  @Derived(({ id }: OutlineModule) => id)
  @Field(() => idOf("TrackModule"), { description: "ID of the module. It may be deleted by now." })
  moduleId?: string;

  @Field(() => String, { description: "Its name within the track." })
  slug!: string;

  @Field(() => String, { description: "Title in the track's own language. See `text` for other languages." })
  title!: string;

  @Field(() => String, { description: "One or two sentences in the track's own language. May be empty." })
  summary!: string;

  @Field(() => [TrackOutlineLessonType], { description: "Its lessons, in order." })
  lessons!: OutlineLesson[];
}

@ObjectType("TrackOutline", {
  simpleResolvers: true,
  description: "What is versioned of a track itself: texts, prerequisites, and modules with the order of their lessons.",
})
export class TrackOutlineType implements Pick<TrackOutline, "difficulty" | "modules"> {
  @Field(() => DifficultyEnum, { description: "Intended difficulty." })
  difficulty!: Difficulty;

  @Derived(({ requires }: TrackOutline) => requires)
  @Field(() => [idOf("Track")], { description: "IDs of the tracks that it requires. They may be deleted by now." })
  requiresIds?: string[];

  @Field(() => [TrackOutlineModuleType], { description: "Its modules, in order." })
  modules!: OutlineModule[];
}

const ChangeEnum = enumOf(OUTLINE_CHANGES);
registerEnumType(ChangeEnum, {
  name: "TrackChangeKind",
  description: "How a module or a lesson differs between two revisions of a track.",
  valuesConfig: {
    ADDED: { description: "Only the newer revision has it." },
    REMOVED: { description: "Only the older revision has it." },
    CHANGED: { description: "Both have it, a module with other texts, a lesson with other prerequisites. It may also have another place." },
    MOVED: { description: "Both have it, at another place among those that both have, or a lesson in another module." },
  },
});

@ObjectType("TrackModuleChange", { simpleResolvers: true, description: "A module that differs between two revisions of a track." })
export class TrackModuleChangeType implements OutlineChange<OutlineModule> {
  @Field(() => ChangeEnum, { description: "How it differs." })
  kind!: OutlineChangeKind;

  @Field(() => TrackOutlineModuleType, { nullable: true, description: "The module in the older revision. Null for ADDED." })
  before!: OutlineModule | null;

  @Field(() => TrackOutlineModuleType, { nullable: true, description: "The module in the newer revision. Null for REMOVED." })
  after!: OutlineModule | null;
}

@ObjectType("TrackLessonChange", {
  simpleResolvers: true,
  description: "A lesson whose place or prerequisites differ between two revisions.",
})
export class TrackLessonChangeType implements OutlineChange<OutlineLesson> {
  @Field(() => ChangeEnum, { description: "How it differs." })
  kind!: OutlineChangeKind;

  @Field(() => TrackOutlineLessonType, { nullable: true, description: "The lesson in the older revision. Null for ADDED." })
  before!: OutlineLesson | null;

  @Field(() => TrackOutlineLessonType, { nullable: true, description: "The lesson in the newer revision. Null for REMOVED." })
  after!: OutlineLesson | null;
}

@ObjectType("TrackDiff", { simpleResolvers: true, description: "What differs between two revisions of a track." })
export class TrackDiffType implements TrackDiff {
  @Field(() => [String], { description: "Names of the fields that differ, such as `title`, `requires` and `modules`." })
  fields!: string[];

  @Field(() => [TrackModuleChangeType], { description: "Modules that differ; removed ones first, then as in the newer revision." })
  modules!: OutlineChange<OutlineModule>[];

  @Field(() => [TrackLessonChangeType], { description: "Lessons that differ; removed ones first, then as in the newer revision." })
  lessons!: OutlineChange<OutlineLesson>[];
}

@ObjectType("TrackRevision", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A version of a track's own texts, prerequisites and order, for editors. Immutable. Lessons have revisions of their own. Changes of a track take effect at once, so the newest revision is the present state.",
})
export class TrackRevisionType implements Omit<TrackRevisionRow, "authorId" | "trackId" | "locale"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => Int, { description: "Revision number, starting at 1." })
  number!: number;

  @Field(() => [String], { description: "Names of the fields that differ from the previous revision. The first revision lists all." })
  changed!: string[];

  @Field(() => String, { description: "Reason for the change, written by the editor. May be empty." })
  note!: string;

  @Field(() => Int, { nullable: true, description: "Number of the older revision that this one restores. Null for an edit." })
  restoredFrom!: number | null;

  @Field(() => GraphQLDateTime, { description: "When the revision was created." })
  createdAt!: Date;
}

export const TrackRevisionConnection = connectionOf("TrackRevision", () => TrackRevisionType);

@InputType({ description: "The revision of a track to restore." })
export class RestoreTrackRevisionInput {
  @Field(() => idOf("Track"), { description: "ID of the track." })
  trackId!: string;

  @Field(() => Int, { description: "Number of the revision." })
  number!: number;

  @Field(() => idOf("TrackModule"), {
    nullable: true,
    description: "Only this module: its texts, and the order and prerequisites of the lessons that are still in it.",
  })
  @IsOptional()
  moduleId?: string | null;

  @Field(() => Int, { description: EXPECTED_VERSION })
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: "Reason for the change, for the history. At most 500 characters." })
  @IsOptional()
  @MaxLength(NOTE_MAX)
  note?: string | null;
}

@ObjectType({ description: "Result of restoreTrackRevision." })
export class RestoreTrackRevisionPayload {
  @Field(() => TrackType, { description: "The track with what was restored." })
  track!: TrackRow;
}
