import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import {
  AddProblemCoAuthorInput,
  AddProblemCoAuthorPayload,
  RemoveProblemCoAuthorInput,
  RemoveProblemCoAuthorPayload,
  TransferProblemInput,
  TransferProblemPayload,
} from "./problem-authors.type.js";
import type { ProblemRow } from "../problem.rows.js";
import type { ProblemsService } from "../problems.service.js";

@Resolver()
export class ProblemAuthorsResolver {
  constructor(private readonly problems: ProblemsService) {}

  @Allow("problem:edit")
  @Mutation(() => AddProblemCoAuthorPayload, {
    description:
      "Allows another instructor or admin to edit your problem and to see its hidden tests and submissions. Errors: BAD_USER_INPUT when there is no such account, it is the author, or its role can't edit problems; NOT_FOUND; FORBIDDEN unless you are the author or an admin.",
  })
  async addProblemCoAuthor(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => AddProblemCoAuthorInput, { description: "The problem and the account." })
    { problemId, username }: AddProblemCoAuthorInput,
  ): Promise<{ problem: ProblemRow }> {
    return { problem: await this.problems.addCoAuthor(signedIn, problemId, username, address) };
  }

  @Allow("problem:edit")
  @Mutation(() => RemoveProblemCoAuthorPayload, {
    description:
      "Removes a co-author from a problem. Co-authors may remove themselves. Errors: BAD_USER_INPUT when there is no such account; NOT_FOUND; FORBIDDEN unless you are the author, an admin, or the co-author.",
  })
  async removeProblemCoAuthor(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RemoveProblemCoAuthorInput, { description: "The problem and the account." })
    { problemId, username }: RemoveProblemCoAuthorInput,
  ): Promise<{ problem: ProblemRow | null }> {
    return { problem: await this.problems.removeCoAuthor(signedIn, problemId, username, address) };
  }

  @Allow("problem:transfer")
  @Mutation(() => TransferProblemPayload, {
    description:
      "For admins: transfers a problem to another author. The previous author remains a co-author until removed. Errors: BAD_USER_INPUT when there is no such account or its role can't edit problems; NOT_FOUND.",
  })
  async transferProblem(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => TransferProblemInput, { description: "The problem and the new author." })
    { problemId, username }: TransferProblemInput,
  ): Promise<{ problem: ProblemRow }> {
    return { problem: await this.problems.transfer(signedIn, problemId, username, address) };
  }
}
