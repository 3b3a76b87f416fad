import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../graphql/access.js";
import type { RequestContext } from "../../graphql/context.js";
import {
  ArchiveProblemInput,
  ArchiveProblemPayload,
  CreateProblemInput,
  CreateProblemPayload,
  PublishProblemInput,
  PublishProblemPayload,
  SetProblemTestsInput,
  SetProblemTestsPayload,
  UpdateProblemInput,
  UpdateProblemPayload,
} from "./problem-edit.type.js";
import type { ProblemRow } from "./problem.rows.js";
import type { ProblemsService } from "./problems.service.js";

@Resolver()
export class ProblemEditResolver {
  constructor(private readonly problems: ProblemsService) {}

  @Allow("problem:create")
  @Mutation(() => CreateProblemPayload, {
    description: "Starts a draft that you are the author of. Errors: BAD_USER_INPUT, CONFLICT when the slug is taken.",
  })
  async createProblem(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CreateProblemInput, { description: "The problem." }) input: CreateProblemInput,
  ): Promise<{ problem: ProblemRow }> {
    return { problem: await this.problems.create(signedIn, input) };
  }

  @Allow("problem:edit")
  @Mutation(() => UpdateProblemPayload, {
    description:
      "Changes a problem of your own; as an admin any. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN when it is someone else's, CONFLICT when the slug is taken.",
  })
  async updateProblem(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateProblemInput, { description: "The problem and what changes." }) input: UpdateProblemInput,
  ): Promise<{ problem: ProblemRow }> {
    return { problem: await this.problems.update(signedIn, input) };
  }

  @Allow("problem:edit")
  @Mutation(() => SetProblemTestsPayload, {
    description:
      "Replaces all tests. Submissions from now on are judged by the new version; finished ones keep theirs. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, PAYLOAD_TOO_LARGE, CONFLICT when a published problem would be without a sample or without a hidden test.",
  })
  async setProblemTests(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SetProblemTestsInput, { description: "The problem and its tests." }) { problemId, tests }: SetProblemTestsInput,
  ): Promise<{ problem: ProblemRow }> {
    return { problem: await this.problems.setTests(signedIn, problemId, tests) };
  }

  @Allow("problem:edit")
  @Mutation(() => PublishProblemPayload, {
    description:
      "Puts a draft or an archived problem into the catalog. Errors: NOT_FOUND, FORBIDDEN, CONFLICT unless it has a sample and a hidden test.",
  })
  async publishProblem(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => PublishProblemInput, { description: "The problem." }) { id }: PublishProblemInput,
  ): Promise<{ problem: ProblemRow }> {
    return { problem: await this.problems.publish(signedIn, id) };
  }

  @Allow("problem:edit")
  @Mutation(() => ArchiveProblemPayload, {
    description: "Takes a problem out of the catalog; its submissions stay. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async archiveProblem(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => ArchiveProblemInput, { description: "The problem." }) { id }: ArchiveProblemInput,
  ): Promise<{ problem: ProblemRow }> {
    return { problem: await this.problems.archive(signedIn, id) };
  }
}
