import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import type { TopicRow } from "../../../practice/topics/topic.loaders.js";
import { TopicType } from "../../../practice/topics/topic.type.js";
import { QuestionContentType } from "./content.type.js";
import * as input from "./question.input.js";
import * as q from "./question.rows.js";
import * as type from "./question.type.js";
import type { QuestionsService } from "./questions.service.js";
import { flatContent } from "./read-content.js";

@Resolver(() => type.QuestionType)
export class QuestionResolver {
  constructor(private readonly service: QuestionsService) {}

  @Allow("question:edit")
  @Query(() => type.QuestionType, { description: "A question of a bank that you may read. For instructors and admins. Errors: NOT_FOUND." })
  question(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("Question"), { description: "ID of the question." }) id: string,
  ): Promise<q.QuestionRow> {
    return this.service.readQuestion(em, signedIn, id);
  }

  @Allow("question:edit")
  @Query(() => type.QuestionConnection, {
    description: "Questions of a bank that you may read, newest first. For instructors and admins. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  async questions(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => input.QuestionArgs) args: input.QuestionArgs,
    @Arg("bankId", () => idOf("QuestionBank"), { description: "ID of the bank." }) bankId: string,
  ): Promise<Connection<q.QuestionRow>> {
    const bank = await this.service.readBank(em, signedIn, bankId);
    return this.service.questions(em, bank.id, args, args);
  }

  @Allow("question:edit")
  @Query(() => type.QuestionVersionConnection, {
    description: "Versions of a question that you may read, newest first. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  async questionVersions(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("questionId", () => idOf("Question"), { description: "ID of the question." }) questionId: string,
  ): Promise<Connection<q.VersionRow>> {
    const question = await this.service.readQuestion(em, signedIn, questionId);
    return this.service.versions(em, question.id, page);
  }

  @Allow("question:edit")
  @Mutation(() => type.CreateQuestionPayload, {
    description:
      "Adds a question to a bank. For those who edit the bank. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the bank is full.",
  })
  async createQuestion(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.CreateQuestionInput, { description: "The question." }) given: input.CreateQuestionInput,
  ) {
    return { question: await this.service.create(signedIn, given) };
  }

  @Allow("question:edit")
  @Mutation(() => type.UpdateQuestionPayload, {
    description:
      "Saves a new version of a question. Attempts that have started keep theirs. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when `expectedVersion` is no longer the newest.",
  })
  async updateQuestion(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.UpdateQuestionInput, { description: "The question and the changes." }) given: input.UpdateQuestionInput,
  ) {
    return { question: await this.service.update(signedIn, given) };
  }

  @Allow("question:edit")
  @Mutation(() => type.ArchiveQuestionPayload, {
    description: "Takes a question out of new attempts. Safe to repeat. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async archiveQuestion(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.QuestionIdInput, { description: "The question." }) { id }: input.QuestionIdInput,
  ) {
    return { question: await this.service.archive(signedIn, id, true) };
  }

  @Allow("question:edit")
  @Mutation(() => type.UnarchiveQuestionPayload, {
    description: "Puts an archived question back into new attempts. Safe to repeat. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async unarchiveQuestion(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.QuestionIdInput, { description: "The question." }) { id }: input.QuestionIdInput,
  ) {
    return { question: await this.service.archive(signedIn, id, false) };
  }

  @Allow("question:edit")
  @Mutation(() => type.DeleteQuestionPayload, {
    description: "Deletes a question that no quiz and no attempt refers to. Errors: NOT_FOUND, FORBIDDEN, CONFLICT.",
  })
  async deleteQuestion(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.QuestionIdInput, { description: "The question." }) { id }: input.QuestionIdInput,
  ) {
    await this.service.remove(signedIn, id);
    return { deletedId: id };
  }

  @FieldResolver(() => type.QuestionBankType, { description: "Bank that it belongs to." })
  bank(@Ctx() context: RequestContext, @Root() { bankId }: q.QuestionRow): Promise<q.BankRow | null> {
    return context.loader(q.bankById).load(bankId);
  }

  @FieldResolver(() => QuestionContentType, { description: "Content of the newest version." })
  async content(@Ctx() context: RequestContext, @Root() { id }: q.QuestionRow): Promise<object> {
    return flatContent(await context.loader(q.contentOfQuestion).load(id));
  }

  @FieldResolver(() => [TopicType], { description: "Topics it belongs to, by name." })
  topics(@Ctx() context: RequestContext, @Root() { id }: q.QuestionRow): Promise<TopicRow[]> {
    return context.loader(q.topicsOfQuestion).load(id);
  }
}

@Resolver(() => type.QuestionVersionType)
export class QuestionVersionResolver {
  @FieldResolver(() => QuestionContentType, { description: "Content of this version." })
  async content(@Ctx() context: RequestContext, @Root() { id }: q.VersionRow): Promise<object> {
    return flatContent(await context.loader(q.contentOfVersion).load(id));
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Account that saved it; null if the account is deleted." })
  author(@Ctx() context: RequestContext, @Root() { authorId }: q.VersionRow): Promise<UserType | null> {
    return context.loader(userById).load(authorId);
  }
}
