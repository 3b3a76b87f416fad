import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { CheckerProgram } from "../../../../judge/checker-programs/checker-program.js";
import type { ProblemContent } from "../edits/problem-content.js";
import type { ProblemRow } from "../problem.rows.js";
import { ProblemType } from "../problem.type.js";
import { ProblemContentType } from "../revisions/problem-revision.type.js";
import { interactorOfProblem, programById, programOfProblem } from "./checker-program.rows.js";
import { CheckerProgramType } from "./checker-program.type.js";

@Resolver(() => ProblemType)
export class ProblemCheckerProgramResolver {
  @Visible("owner")
  @FieldResolver(() => CheckerProgramType, {
    nullable: true,
    description: "Program of the checker `custom`. Visible to editors; null for others, and for other checkers.",
  })
  checkerProgram(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<CheckerProgram | null> {
    return context.loader(programOfProblem).load(id);
  }

  @Visible("owner")
  @FieldResolver(() => CheckerProgramType, {
    nullable: true,
    description: "Program that submissions talk to. Visible to editors; null for others, and if the problem is not interactive.",
  })
  interactor(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<CheckerProgram | null> {
    return context.loader(interactorOfProblem).load(id);
  }
}

@Resolver(() => ProblemContentType)
export class ContentCheckerProgramResolver {
  @FieldResolver(() => CheckerProgramType, { nullable: true, description: "Program of the checker `custom`; null for other checkers." })
  checkerProgram(@Ctx() context: RequestContext, @Root() { checkerProgram }: ProblemContent): Promise<CheckerProgram | null> | null {
    return checkerProgram === null ? null : context.loader(programById).load(checkerProgram);
  }

  @FieldResolver(() => CheckerProgramType, { nullable: true, description: "Program that submissions talk to; null if there is none." })
  interactor(@Ctx() context: RequestContext, @Root() { interactor }: ProblemContent): Promise<CheckerProgram | null> | null {
    return interactor === null ? null : context.loader(programById).load(interactor);
  }
}
