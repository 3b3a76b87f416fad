import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { AtLeast } from "../../../../platform/database/checks.js";
import { QuestionBank } from "../questions/question.entity.js";

/** Key prefix of the objects. */
export const QUESTION_PICTURES = "questions/";

export const pictureKey = (id: string): string => `${QUESTION_PICTURES}${id}.webp`;

/**
 * A picture in the prose of questions, from an imported file. Kept as long as the bank: versions of questions, and attempts, may show it.
 * Its address contains the id, which cannot be guessed. Everyone with the address can read the picture.
 */
@Entity({ tableName: "question_pictures" })
export class QuestionPicture {
  @PrimaryKey({ type: "uuid" })
  id!: string;

  @ManyToOne(() => QuestionBank, { ref: true, index: true, deleteRule: "cascade" })
  bank!: Ref<QuestionBank>;

  @Property({ type: "integer" })
  @AtLeast(1)
  sizeBytes!: number;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
