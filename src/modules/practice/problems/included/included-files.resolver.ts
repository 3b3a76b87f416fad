import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { ProblemContent } from "../edits/problem-content.js";
import type { ProblemRow } from "../problem.rows.js";
import { ProblemType } from "../problem.type.js";
import { ProblemContentType } from "../revisions/problem-revision.type.js";
import { includedFilesOfProblem, listedIncluded } from "./included-files.js";
import { IncludedFilesType } from "./included-files.type.js";

@Resolver(() => ProblemType)
export class ProblemIncludedFilesResolver {
  @Visible("entitled")
  @FieldResolver(() => [IncludedFilesType], {
    nullable: true,
    description:
      "Files that the judge puts beside every submission in a language: headers and modules to include or import. Submissions can't replace them, so show them read-only. Languages without any are not listed; null if the problem is `locked`.",
  })
  async includedFiles(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<IncludedFilesType[]> {
    return listedIncluded(await context.loader(includedFilesOfProblem).load(id));
  }
}

@Resolver(() => ProblemContentType)
export class ContentIncludedFilesResolver {
  @FieldResolver(() => [IncludedFilesType], { description: "Files that the judge puts beside every submission, by language." })
  includedFiles(@Root() { includedFiles }: ProblemContent): IncludedFilesType[] {
    return listedIncluded(includedFiles);
  }
}
