import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { BLOCK_KINDS, type BlockKind } from "../../content/blocks/block.js";
import { Lesson } from "../../content/lessons/lesson.entity.js";

/**
 * Index of the blocks of live lessons, so that percentages need not read their contents. A trigger of the database writes it with every
 * change of `lessons.blocks`: no code writes it.
 */
@Entity({ tableName: "lesson_blocks" })
export class LessonBlock {
  @ManyToOne(() => Lesson, { primary: true, ref: true, deleteRule: "cascade" })
  lesson!: Ref<Lesson>;

  @PrimaryKey({ type: "uuid" })
  key!: string;

  /** From 1. */
  @Property({ type: "integer" })
  place!: number;

  @Enum({ items: BLOCK_KINDS })
  kind!: BlockKind;

  /** Of a PROBLEM. Ids, not relations: a block may outlive what it refers to. */
  @Property({ type: "uuid", nullable: true, index: true })
  problemId: string | null = null;

  /** Of a QUIZ. */
  @Property({ type: "uuid", nullable: true, index: true })
  quizId: string | null = null;
}
