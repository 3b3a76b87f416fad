import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType, type ClassType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { QuestionKindEnum } from "./question-kind.type.js";
import type { BankVisibility } from "./question.entity.js";
import { BankVisibilityEnum } from "./question.input.js";
import type { QuestionKind } from "./question.js";
import type { BankRow, QuestionRow, VersionRow } from "./question.rows.js";

@ObjectType("QuestionBank", {
  implements: Node,
  description:
    "Questions with common owners. Visible to its owner, its co-authors and admins; with the visibility AUTHORS to all instructors.",
})
export class QuestionBankType implements Pick<BankRow, "id" | "title" | "visibility" | "createdAt" | "updatedAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Title." })
  title!: string;

  @Derived(({ description }: BankRow) => markdown(description))
  @Field(() => MarkdownType, { description: "Description; may be empty." })
  description!: MarkdownType;

  @Field(() => BankVisibilityEnum, { description: "Who may read and use it." })
  visibility!: BankVisibility;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it last changed, without its questions." })
  updatedAt!: Date;
}

export const QuestionBankConnection = connectionOf<BankRow>("QuestionBank", () => QuestionBankType as unknown as ClassType<BankRow>);

@ObjectType("Question", {
  implements: Node,
  description: "A question of a bank, with its solution. Visible to those who may read the bank; learners see questions in attempts only.",
})
export class QuestionType implements Omit<QuestionRow, "bankId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => QuestionKindEnum, { description: "Kind of the newest version." })
  kind!: QuestionKind;

  @Field(() => String, { description: "Title for authors; may be empty." })
  title!: string;

  @Field(() => [String], { description: "Tags." })
  tags!: string[];

  @Field(() => Int, { description: "Number of the newest version, from 1. New attempts use the newest version." })
  version!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was archived: it is in no new attempt. Null if it was not." })
  archivedAt!: Date | null;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it last changed." })
  updatedAt!: Date;
}

export const QuestionConnection = connectionOf<QuestionRow>("Question", () => QuestionType as unknown as ClassType<QuestionRow>);

@ObjectType("QuestionVersion", { implements: Node, description: "A version of a question. Never changes: attempts refer to it." })
export class QuestionVersionType implements Pick<VersionRow, "id" | "number" | "createdAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => Int, { description: "Number, from 1." })
  number!: number;

  @Field(() => GraphQLDateTime, { description: "When it was saved." })
  createdAt!: Date;
}

export const QuestionVersionConnection = connectionOf<VersionRow>(
  "QuestionVersion",
  () => QuestionVersionType as unknown as ClassType<VersionRow>,
);

/** Payloads with one object. */
function bankPayload(name: string) {
  @ObjectType(`${name[0]!.toUpperCase()}${name.slice(1)}Payload`, { description: `Result of ${name}.` })
  class Payload {
    @Field(() => QuestionBankType, { description: "The bank." })
    bank!: BankRow;
  }
  return Payload;
}

function questionPayload(name: string) {
  @ObjectType(`${name[0]!.toUpperCase()}${name.slice(1)}Payload`, { description: `Result of ${name}.` })
  class Payload {
    @Field(() => QuestionType, { description: "The question." })
    question!: QuestionRow;
  }
  return Payload;
}

export const CreateQuestionBankPayload = bankPayload("createQuestionBank");
export const UpdateQuestionBankPayload = bankPayload("updateQuestionBank");
export const AddQuestionBankCoAuthorPayload = bankPayload("addQuestionBankCoAuthor");
export const CreateQuestionPayload = questionPayload("createQuestion");
export const UpdateQuestionPayload = questionPayload("updateQuestion");
export const ArchiveQuestionPayload = questionPayload("archiveQuestion");
export const UnarchiveQuestionPayload = questionPayload("unarchiveQuestion");

@ObjectType({ description: "Result of removeQuestionBankCoAuthor." })
export class RemoveQuestionBankCoAuthorPayload {
  @Field(() => QuestionBankType, { nullable: true, description: "The bank; null if you removed yourself and may no longer read it." })
  bank!: BankRow | null;
}

@ObjectType({ description: "Result of deleteQuestionBank." })
export class DeleteQuestionBankPayload {
  @Field(() => idOf("QuestionBank"), { description: "ID of the deleted bank." })
  deletedId!: string;
}

@ObjectType({ description: "Result of deleteQuestion." })
export class DeleteQuestionPayload {
  @Field(() => idOf("Question"), { description: "ID of the deleted question." })
  deletedId!: string;
}
