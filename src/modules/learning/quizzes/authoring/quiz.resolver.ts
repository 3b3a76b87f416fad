import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { mayEditQuiz } from "../../../../access/policy.js";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { badInput } from "../../../../kernel/errors.js";
import { translated } from "../../../../kernel/locales.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { bankById, questionById, type BankRow, type QuestionRow } from "../questions/question.rows.js";
import { QuestionBankType, QuestionType } from "../questions/question.type.js";
import * as input from "./quiz.input.js";
import { itemsOfQuiz, type ItemRow, type QuizRow } from "./quiz.rows.js";
import * as type from "./quiz.type.js";
import type { QuizzesService } from "./quizzes.service.js";

@Resolver(() => type.QuizType)
export class QuizResolver {
  constructor(private readonly quizzes: QuizzesService) {}

  @Allow("public")
  @Query(() => type.QuizType, { description: "A quiz by id or slug. Errors: BAD_USER_INPUT, NOT_FOUND." })
  quiz(
    @Ctx() { em, viewer }: RequestContext,
    @Arg("id", () => idOf("Quiz"), { nullable: true, description: "ID of the quiz." }) id?: string,
    @Arg("slug", () => String, { nullable: true, description: "Its slug." }) slug?: string,
  ): Promise<QuizRow> {
    if ((id == null) === (slug == null)) throw badInput("id", "Give either `id` or `slug`.");
    return this.quizzes.read(em, viewer, id != null ? { id } : { slug: slug! });
  }

  @Allow("public")
  @Query(() => type.QuizConnection, { name: "quizzes", description: "Quizzes, newest first. Errors: BAD_USER_INPUT." })
  list(@Ctx() { em, viewer }: RequestContext, @Args(() => input.QuizListArgs) args: input.QuizListArgs): Promise<Connection<QuizRow>> {
    return this.quizzes.list(em, viewer, args);
  }

  @Allow("quiz:edit")
  @Mutation(() => type.CreateQuizPayload, {
    description: "Creates a draft that you own. For instructors and admins. Errors: BAD_USER_INPUT, CONFLICT when the slug is taken.",
  })
  async createQuiz(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.CreateQuizInput, { description: "The quiz." }) given: input.CreateQuizInput,
  ) {
    return { quiz: await this.quizzes.create(signedIn, given) };
  }

  @Allow("quiz:edit")
  @Mutation(() => type.UpdateQuizPayload, {
    description:
      "Changes a quiz. For its owner, co-authors and admins. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the slug is taken, when `expectedRevision` is no longer the newest, or when a published quiz could not be published so.",
  })
  async updateQuiz(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.UpdateQuizInput, { description: "The quiz and the changes." }) given: input.UpdateQuizInput,
  ) {
    return { quiz: await this.quizzes.update(signedIn, given) };
  }

  @Allow("quiz:edit")
  @Mutation(() => type.PublishQuizPayload, {
    description:
      "Publishes a draft or archived quiz. Safe to repeat. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when a draw finds too few questions, or when `reveal` needs `dueAt`.",
  })
  async publishQuiz(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.QuizIdInput, { description: "The quiz." }) { id }: input.QuizIdInput,
  ) {
    return { quiz: await this.quizzes.publish(signedIn, id, address) };
  }

  @Allow("quiz:edit")
  @Mutation(() => type.ArchiveQuizPayload, {
    description: "Hides a quiz from learners. Results stay; open attempts can be finished. Safe to repeat. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async archiveQuiz(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.QuizIdInput, { description: "The quiz." }) { id }: input.QuizIdInput,
  ) {
    return { quiz: await this.quizzes.archive(signedIn, id, address) };
  }

  @Allow("quiz:edit")
  @Mutation(() => type.DeleteQuizPayload, {
    description: "Deletes a quiz that no learner has attempted. For its owner and admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT.",
  })
  async deleteQuiz(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.QuizIdInput, { description: "The quiz." }) { id }: input.QuizIdInput,
  ) {
    await this.quizzes.remove(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("quiz:edit")
  @Mutation(() => type.AddQuizCoAuthorPayload, {
    description:
      "Lets another instructor edit a quiz. For its owner and admins. Safe to repeat. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when there are too many.",
  })
  async addQuizCoAuthor(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.QuizPersonInput, { description: "The quiz and the account." }) given: input.QuizPersonInput,
  ) {
    return { quiz: await this.quizzes.addCoAuthor(signedIn, given, address) };
  }

  @Allow("quiz:edit")
  @Mutation(() => type.RemoveQuizCoAuthorPayload, {
    description: "Removes a co-author; co-authors may remove themselves. Safe to repeat. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async removeQuizCoAuthor(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.QuizPersonInput, { description: "The quiz and the account." }) given: input.QuizPersonInput,
  ) {
    return { quiz: await this.quizzes.removeCoAuthor(signedIn, given, address) };
  }

  @FieldResolver(() => type.QuizTextType, { description: "Title and description in one language." })
  text(
    @Root() { title, description, ...quiz }: QuizRow,
    @Arg("locale", () => String, { nullable: true, description: type.LOCALE_ARGUMENT }) locale?: string | null,
  ): type.QuizTextType {
    return translated({ title, description }, quiz, locale) as unknown as type.QuizTextType;
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Owner; null if the account is deleted." })
  owner(@Ctx() context: RequestContext, @Root() { authorId }: QuizRow): Promise<UserType | null> {
    return context.loader(userById).load(authorId);
  }

  @FieldResolver(() => [UserType], { description: "Co-authors in the order they were added." })
  async coAuthors(@Ctx() context: RequestContext, @Root() { coAuthorIds }: QuizRow): Promise<UserType[]> {
    const found = await Promise.all(coAuthorIds.map((id) => context.loader(userById).load(id)));
    return found.flatMap((user) => (user ? [user] : []));
  }

  @FieldResolver(() => [type.QuizItemType], { nullable: true, description: "Its items in order. Null unless you may edit the quiz." })
  async items(@Ctx() context: RequestContext, @Root() quiz: QuizRow): Promise<ItemRow[] | null> {
    return mayEditQuiz(context.viewer, quiz) ? context.loader(itemsOfQuiz).load(quiz.id) : null;
  }
}

@Resolver(() => type.QuizItemType)
export class QuizItemResolver {
  @FieldResolver(() => QuestionType, { nullable: true, description: "The question; null for a draw." })
  question(@Ctx() context: RequestContext, @Root() { questionId }: ItemRow): Promise<QuestionRow | null> | null {
    return questionId === null ? null : context.loader(questionById).load(questionId);
  }

  @FieldResolver(() => QuestionBankType, { nullable: true, description: "The bank to draw from; null for a fixed question." })
  bank(@Ctx() context: RequestContext, @Root() { bankId }: ItemRow): Promise<BankRow | null> | null {
    return bankId === null ? null : context.loader(bankById).load(bankId);
  }
}
