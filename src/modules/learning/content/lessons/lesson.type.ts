import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { Owned, Visible } from "../../../../graphql/access.js";
import { Derived } from "../../../../graphql/derived.js";
import { Node } from "../../../../graphql/node.js";
import type { Difficulty } from "../../../practice/problems/problem.entity.js";
import { DifficultyEnum } from "../../../practice/problems/problem.type.js";
import type { ContentStatus } from "../content-status.js";
import { ContentStatusEnum } from "../tracks/track.type.js";
import type { LessonRow } from "./lesson.rows.js";

@Owned("track")
@ObjectType("Lesson", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A lesson of a module. Visible to everyone while it and its track are PUBLISHED, and always to the track's editors. All fields are those that learners read: edits of a published lesson stay in `latestRevision` until they are published.",
})
export class LessonType implements Pick<
  LessonRow,
  | "id"
  | "slug"
  | "status"
  | "title"
  | "summary"
  | "difficulty"
  | "estimatedMinutes"
  | "freePreview"
  | "createdAt"
  | "updatedAt"
  | "publishedAt"
> {
  @Visible("public")
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Visible("public")
  @Field(() => String, { description: "Name, unique within the track." })
  slug!: string;

  @Visible("public")
  @Field(() => ContentStatusEnum, { description: "Status. Learners only meet PUBLISHED." })
  status!: ContentStatus;

  @Visible("public")
  @Field(() => String, { description: "Title in the track's own language. See `text` for other languages." })
  title!: string;

  @Visible("public")
  @Field(() => String, { description: "One or two sentences in the track's own language. May be empty." })
  summary!: string;

  @Visible("public")
  @Derived(({ locale, translations }: LessonRow) => [locale, ...Object.keys(translations).sort()])
  @Field(() => [String], { description: "Languages that the lesson exists in, the track's own first, as BCP 47 tags." })
  locales?: string[];

  @Visible("public")
  @Field(() => DifficultyEnum, { description: "Intended difficulty." })
  difficulty!: Difficulty;

  @Visible("public")
  @Field(() => Int, { description: "Time to read and do the lesson, in minutes, as its author estimates it." })
  estimatedMinutes!: number;

  @Visible("public")
  @Field(() => Boolean, { description: "Whether everyone may read it although its track is premium. Without effect in other tracks." })
  freePreview!: boolean;

  @Visible("public")
  @Derived(({ revision }: LessonRow) => revision)
  @Field(() => Int, { description: "Number of the revision that learners read. Changes when an edit is published." })
  revisionNumber?: number;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When it was last edited or moved." })
  updatedAt!: Date;

  @Visible("public")
  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was first published. Null if it never was." })
  publishedAt!: Date | null;
}
