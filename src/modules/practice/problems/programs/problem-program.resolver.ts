import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { ProgramPurpose } from "../../../../judge/problem-programs/problem-program.js";
import type { ProblemRow } from "../problem.rows.js";
import { ProblemType } from "../problem.type.js";
import { ProblemProgramType, PurposeEnum, RemoveProblemProgramInput, RemoveProblemProgramPayload } from "./problem-program.type.js";
import type { ProblemPrograms } from "./problem-programs.js";
import { programsOfProblem, type ProblemProgramRow } from "./program-rows.js";

/** `saveProblemProgram` is in verification, as it may start one. */
@Resolver(() => ProblemType)
export class ProblemProgramResolver {
  constructor(private readonly service: ProblemPrograms) {}

  @Allow("problem:edit")
  @Mutation(() => RemoveProblemProgramPayload, {
    description:
      "Removes a validator, generator or reference solution. Tests that a generator has made stay. Errors: NOT_FOUND, also for others than editors.",
  })
  async removeProblemProgram(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RemoveProblemProgramInput, { description: "The program to remove." }) { id }: RemoveProblemProgramInput,
  ): Promise<RemoveProblemProgramPayload> {
    await this.service.remove(signedIn, id);
    return { deletedId: id };
  }

  @Visible("owner")
  @FieldResolver(() => [ProblemProgramType], {
    nullable: true,
    description: "Validators, generators and reference solutions, by purpose and name. Visible to editors; null for others.",
  })
  async programs(
    @Ctx() context: RequestContext,
    @Root() { id }: ProblemRow,
    @Arg("purpose", () => PurposeEnum, { nullable: true, description: "Only those of this purpose." }) purpose?: ProgramPurpose | null,
  ): Promise<ProblemProgramRow[]> {
    const programs = await context.loader(programsOfProblem).load(id);
    return purpose ? programs.filter((program) => program.purpose === purpose) : programs;
  }
}
