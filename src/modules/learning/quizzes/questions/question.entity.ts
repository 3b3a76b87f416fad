import { randomUUID } from "node:crypto";
import type { Ref } from "@mikro-orm/core";
import { Collection } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToMany, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, IsJsonObject, MaxChars, MaxItems } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Topic } from "../../../practice/topics/topic.entity.js";
import { QUESTION_KINDS, type QuestionContent, type QuestionKind } from "./question.js";
import { QUESTION_LIMITS } from "./question-limits.js";

export const BANK_VISIBILITIES = ["PRIVATE", "AUTHORS"] as const;
export type BankVisibility = (typeof BANK_VISIBILITIES)[number];

/** Questions with common owners. */
@Entity({ tableName: "question_banks" })
@Index({ name: "question_banks_key_index", properties: ["key"] })
export class QuestionBank {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Permanent name in archives of tracks. The same bank may be in several installations, and of several owners. */
  @Property({ type: "uuid", defaultRaw: "gen_random_uuid()" })
  key: string = randomUUID();

  @Property({ type: "text" })
  @MaxChars(200)
  title!: string;

  /** Markdown. */
  @Property({ type: "text" })
  @MaxChars(5000)
  description: string = "";

  /** Who may read the questions and use them in quizzes, besides those who edit the bank. */
  @Enum({ items: BANK_VISIBILITIES })
  visibility: BankVisibility = "PRIVATE";

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "restrict" })
  owner!: Ref<User>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}

/** May edit the bank in addition to its owner. */
@Entity({ tableName: "question_bank_co_authors" })
export class QuestionBankCoAuthor {
  @ManyToOne(() => QuestionBank, { primary: true, ref: true, deleteRule: "cascade" })
  bank!: Ref<QuestionBank>;

  @ManyToOne(() => User, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  addedAt: Date = new Date();
}

/** A question. Its content is in its versions; kind, title and tags are copies of the newest one, for lists and draws. */
@Entity({ tableName: "questions" })
@Index({ name: "questions_bank_index", properties: ["bank", "id"] })
@Unique({ name: "questions_key_unique", properties: ["bank", "key"] })
export class Question {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Permanent name in archives of tracks. */
  @Property({ type: "uuid", defaultRaw: "gen_random_uuid()" })
  key: string = randomUUID();

  @ManyToOne(() => QuestionBank, { ref: true, index: false, deleteRule: "restrict" })
  bank!: Ref<QuestionBank>;

  @Enum({ items: QUESTION_KINDS })
  kind!: QuestionKind;

  @Property({ type: "text" })
  @MaxChars(QUESTION_LIMITS.title)
  title: string = "";

  @Property({ type: "array", columnType: "text[]" })
  @MaxItems(QUESTION_LIMITS.tags)
  tags: string[] = [];

  /** Number of the newest version. */
  @Property({ type: "integer" })
  @AtLeast(1)
  version: number = 1;

  /** Archived questions are in no new attempt. */
  @Property({ type: "datetime", nullable: true })
  archivedAt: Date | null = null;

  /** A deleted topic leaves its questions. */
  @ManyToMany(() => Topic, undefined, { pivotTable: "question_topics", owner: true, deleteRule: "cascade" })
  topics = new Collection<Topic>(this);

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}

/** Never changes: an attempt refers to the version that it was drawn from. */
@Entity({ tableName: "question_versions" })
@Unique({ name: "question_versions_number_unique", properties: ["question", "number"] })
export class QuestionVersion {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Question, { ref: true, index: false, deleteRule: "cascade" })
  question!: Ref<Question>;

  @Property({ type: "integer" })
  @AtLeast(1)
  number!: number;

  @Property({ type: "json", lazy: true })
  @IsJsonObject()
  content!: QuestionContent;

  /** No foreign key: the id outlives the account. */
  @Property({ type: "uuid" })
  authorId!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
