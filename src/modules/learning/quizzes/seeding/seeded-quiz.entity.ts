import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { AtLeast, IsJsonObject } from "../../../../platform/database/checks.js";
import { Quiz } from "../authoring/quiz.entity.js";

/** A question of a seeded quiz: its id, and its state after the last seeding. */
export interface SeededQuestion {
  id: string;
  version: number;
  /** Sorted. Older records do not have it. */
  topicIds?: string[];
}

/** State after the last seeding: an unchanged file is skipped, and what people edited since then is not overwritten. */
@Entity({ tableName: "seeded_quizzes" })
export class SeededQuiz {
  @ManyToOne(() => Quiz, { primary: true, ref: true, deleteRule: "cascade" })
  quiz!: Ref<Quiz>;

  /** SHA-256 of the quiz's file in seed/. */
  @Property({ type: "text" })
  fileSha256!: string;

  /** `Quiz.revision` right after seeding. A different value means that the quiz was edited. */
  @Property({ type: "integer" })
  @AtLeast(1)
  revision!: number;

  /** By their names in the file. */
  @Property({ type: "json" })
  @IsJsonObject()
  questions!: Record<string, SeededQuestion>;
}
