import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import type { Block } from "../blocks/block.js";
import { LessonBlockType } from "../blocks/lesson-content.type.js";
import { BLOCK_CHANGES, type BlockChange, type BlockChangeKind, type LessonDiff } from "./lesson-diff.js";
import type { LessonRevisionRow } from "./lesson-revision.loaders.js";

const BlockChangeEnum = enumOf(BLOCK_CHANGES);
registerEnumType(BlockChangeEnum, {
  name: "LessonBlockChangeKind",
  description: "How a block differs between two revisions of a lesson.",
  valuesConfig: {
    ADDED: { description: "Only the newer revision has it." },
    REMOVED: { description: "Only the older revision has it." },
    CHANGED: { description: "Both have it, with different content. It may also have another place." },
    MOVED: { description: "Both have it with the same content, at another place among the blocks that both have." },
  },
});

@ObjectType("LessonBlockChange", { simpleResolvers: true, description: "A block that differs between two revisions of a lesson." })
export class LessonBlockChangeType implements BlockChange {
  @Field(() => BlockChangeEnum, { description: "How it differs." })
  kind!: BlockChangeKind;

  @Field(() => String, { description: "Language of the text that the block is in, as a BCP 47 tag." })
  locale!: string;

  @Field(() => LessonBlockType, { nullable: true, description: "The block in the older revision. Null for ADDED." })
  before!: Block | null;

  @Field(() => LessonBlockType, { nullable: true, description: "The block in the newer revision. Null for REMOVED." })
  after!: Block | null;
}

@ObjectType("LessonDiff", { simpleResolvers: true, description: "What differs between two revisions of a lesson." })
export class LessonDiffType implements LessonDiff {
  @Field(() => [String], { description: "Names of the fields that differ, such as `title`, `blocks` and `translations`." })
  fields!: string[];

  @Field(() => [LessonBlockChangeType], {
    description: "Blocks that differ, by language, the track's own first; removed ones first, then as in the newer revision.",
  })
  blocks!: BlockChange[];
}

@ObjectType("LessonRevision", {
  implements: Node,
  simpleResolvers: true,
  description: "A version of a lesson with its translations, for editors of the track. Immutable.",
})
export class LessonRevisionType implements Omit<LessonRevisionRow, "authorId" | "lessonId" | "locale"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => Int, { description: "Revision number, starting at 1." })
  number!: number;

  @Field(() => Boolean, { description: "Whether learners read this revision, or will once lesson and track are published." })
  live!: boolean;

  @Field(() => [String], { description: "Names of the fields that differ from the previous revision. The first revision lists all." })
  changed!: string[];

  @Field(() => String, { description: "Reason for the change, written by the editor. May be empty." })
  note!: string;

  @Field(() => Int, { nullable: true, description: "Number of the older revision that this one restores. Null for an edit." })
  restoredFrom!: number | null;

  @Field(() => GraphQLDateTime, { description: "When the revision was created." })
  createdAt!: Date;
}

export const LessonRevisionConnection = connectionOf("LessonRevision", () => LessonRevisionType);
