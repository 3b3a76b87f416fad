import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { ExportQuestionsInput, ImportQuestionsInput, ImportQuestionsPayload, QuestionExportType } from "./question-file.type.js";
import type { QuestionFiles } from "./question-files.service.js";

@Resolver()
export class QuestionFileResolver {
  constructor(private readonly files: QuestionFiles) {}

  @Allow("question:edit")
  @Mutation(() => ImportQuestionsPayload, {
    description:
      "Imports the questions of a file into a bank: all that were understood, or, if storing fails, none. The report has every question of the file. Categories, tags and ids of the file become tags. For the bank's owner, co-authors and admins. Errors: BAD_USER_INPUT (also for a file that cannot be read as a whole), NOT_FOUND, FORBIDDEN, CONFLICT, RATE_LIMITED.",
  })
  importQuestions(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => ImportQuestionsInput, { description: "The file and the bank." }) input: ImportQuestionsInput,
  ): Promise<ImportQuestionsPayload> {
    return this.files.import(signedIn, input);
  }

  @Allow("question:edit")
  @Query(() => QuestionExportType, {
    description:
      "Questions as a file of another format. Questions that are answered by programs have no counterpart there. For instructors and admins. Errors: BAD_USER_INPUT, NOT_FOUND, RATE_LIMITED.",
  })
  exportQuestions(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("input", () => ExportQuestionsInput, { description: "The questions and the format." }) input: ExportQuestionsInput,
  ): Promise<QuestionExportType> {
    return this.files.export(em, signedIn, input);
  }
}
