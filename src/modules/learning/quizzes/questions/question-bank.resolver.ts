import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import * as input from "./question.input.js";
import type { BankRow } from "./question.rows.js";
import * as type from "./question.type.js";
import type { QuestionsService } from "./questions.service.js";

@Resolver(() => type.QuestionBankType)
export class QuestionBankResolver {
  constructor(private readonly questions: QuestionsService) {}

  @Allow("question:edit")
  @Query(() => type.QuestionBankType, { description: "A question bank that you may read. For instructors and admins. Errors: NOT_FOUND." })
  questionBank(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("QuestionBank"), { description: "ID of the bank." }) id: string,
  ): Promise<BankRow> {
    return this.questions.readBank(em, signedIn, id);
  }

  @Allow("question:edit")
  @Query(() => type.QuestionBankConnection, {
    description: "Question banks that you may read, newest first. For instructors and admins. Errors: BAD_USER_INPUT.",
  })
  questionBanks(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("mine", () => Boolean, { nullable: true, description: "Only those that you own." }) mine?: boolean,
  ): Promise<Connection<BankRow>> {
    return this.questions.banks(em, signedIn, mine ?? false, page);
  }

  @Allow("question:edit")
  @Mutation(() => type.CreateQuestionBankPayload, { description: "Creates a question bank that you own. Errors: BAD_USER_INPUT." })
  async createQuestionBank(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.CreateQuestionBankInput, { description: "The bank." }) given: input.CreateQuestionBankInput,
  ) {
    return { bank: await this.questions.createBank(signedIn, given) };
  }

  @Allow("question:edit")
  @Mutation(() => type.UpdateQuestionBankPayload, {
    description: "Changes a question bank. For its owner, co-authors and admins. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async updateQuestionBank(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.UpdateQuestionBankInput, { description: "The bank and the changes." }) given: input.UpdateQuestionBankInput,
  ) {
    return { bank: await this.questions.updateBank(signedIn, given) };
  }

  @Allow("question:edit")
  @Mutation(() => type.DeleteQuestionBankPayload, {
    description: "Deletes an empty question bank. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it has questions or a quiz draws from it.",
  })
  async deleteQuestionBank(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.DeleteQuestionBankInput, { description: "The bank." }) { id }: input.DeleteQuestionBankInput,
  ) {
    await this.questions.deleteBank(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("question:edit")
  @Mutation(() => type.AddQuestionBankCoAuthorPayload, {
    description:
      "Lets another instructor edit a bank. For its owner and admins. Safe to repeat. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when there are too many.",
  })
  async addQuestionBankCoAuthor(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.BankPersonInput, { description: "The bank and the account." }) given: input.BankPersonInput,
  ) {
    return { bank: await this.questions.addCoAuthor(signedIn, given, address) };
  }

  @Allow("question:edit")
  @Mutation(() => type.RemoveQuestionBankCoAuthorPayload, {
    description: "Removes a co-author; co-authors may remove themselves. Safe to repeat. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async removeQuestionBankCoAuthor(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.BankPersonInput, { description: "The bank and the account." }) given: input.BankPersonInput,
  ) {
    return { bank: await this.questions.removeCoAuthor(signedIn, given, address) };
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Owner; null if the account is deleted." })
  owner(@Ctx() context: RequestContext, @Root() { authorId }: BankRow): Promise<UserType | null> {
    return context.loader(userById).load(authorId);
  }

  @FieldResolver(() => [UserType], { description: "Co-authors in the order they were added." })
  async coAuthors(@Ctx() context: RequestContext, @Root() { coAuthorIds }: BankRow): Promise<UserType[]> {
    const found = await Promise.all(coAuthorIds.map((id) => context.loader(userById).load(id)));
    return found.flatMap((user) => (user ? [user] : []));
  }
}
