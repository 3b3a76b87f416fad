import { IsOptional } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field, ID, InputType, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf, PageArgs } from "../../../../graphql/pagination.js";
import type { LessonRow } from "../../content/lessons/lesson.rows.js";
import { LessonType } from "../../content/lessons/lesson.type.js";
import type { LessonBookmarkRow } from "./lesson-bookmarks.service.js";

@ObjectType("LessonBookmark", {
  implements: Node,
  simpleResolvers: true,
  description: "A lesson that you bookmarked. Visible to you only.",
})
export class LessonBookmarkType implements Omit<LessonBookmarkRow, "lessonId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => GraphQLDateTime, { description: "When you bookmarked the lesson." })
  createdAt!: Date;
}

export const LessonBookmarkConnection = connectionOf("LessonBookmark", () => LessonBookmarkType);

@ArgsType()
export class LessonBookmarkListArgs extends PageArgs {
  @Field(() => idOf("Track"), { nullable: true, description: "Only lessons of this track. Default: of all tracks." })
  @IsOptional()
  trackId?: string | null;
}

@InputType({ description: "The lesson to bookmark." })
export class AddLessonBookmarkInput {
  @Field(() => idOf("Lesson"), { description: "ID of the lesson." })
  lessonId!: string;
}

@InputType({ description: "The lesson whose bookmark to remove." })
export class RemoveLessonBookmarkInput {
  @Field(() => idOf("Lesson"), { description: "ID of the lesson." })
  lessonId!: string;
}

@ObjectType({ description: "Result of addLessonBookmark." })
export class AddLessonBookmarkPayload {
  @Field(() => LessonBookmarkType, { description: "The bookmark; the existing one if the lesson was already bookmarked." })
  bookmark!: LessonBookmarkRow;

  @Field(() => LessonType, { description: "The lesson, with `viewerHasBookmarked` true." })
  lesson!: LessonRow;
}

@ObjectType({ description: "Result of removeLessonBookmark." })
export class RemoveLessonBookmarkPayload {
  @Field(() => idOf("LessonBookmark"), { nullable: true, description: "ID of the removed bookmark; null if there was none." })
  deletedId!: string | null;

  @Field(() => LessonType, {
    nullable: true,
    description: "The lesson, with `viewerHasBookmarked` false. Null if it does not exist or you may not read it.",
  })
  lesson!: LessonRow | null;
}
