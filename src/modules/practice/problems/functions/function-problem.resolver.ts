import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { ProblemContent } from "../edits/problem-content.js";
import { problemDetails } from "../problem.loaders.js";
import type { ProblemRow } from "../problem.rows.js";
import { ProblemType } from "../problem.type.js";
import { ProblemContentType } from "../revisions/problem-revision.type.js";
import { FunctionDriverType, FunctionSignatureType } from "./function-signature.type.js";

@Resolver(() => ProblemType)
export class ProblemFunctionResolver {
  @Visible("entitled")
  @FieldResolver(() => FunctionSignatureType, {
    nullable: true,
    description:
      "The function that submissions define. Null for a problem that programs solve, which read standard input, and if the problem is `locked`.",
  })
  async signature(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<FunctionSignatureType | null> {
    return (await context.loader(problemDetails).load(id)).signature;
  }
}

@Resolver(() => ProblemContentType)
export class ContentFunctionResolver {
  @FieldResolver(() => FunctionSignatureType, { nullable: true, description: "The function that submissions define, if they do." })
  signature(@Root() { signature }: ProblemContent): FunctionSignatureType | null {
    return signature;
  }

  @FieldResolver(() => [FunctionDriverType], { description: "Drivers for the languages that have their own." })
  drivers(@Root() { drivers }: ProblemContent): FunctionDriverType[] {
    return Object.entries(drivers).map(([language, source]) => ({ language, source }));
  }
}
