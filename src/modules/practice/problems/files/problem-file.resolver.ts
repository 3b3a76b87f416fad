import { GraphQLURL } from "graphql-scalars";
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { maySee } from "../../../../access/visibility.js";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { ProblemContent } from "../edits/problem-content.js";
import { problemDetails } from "../problem.loaders.js";
import type { ProblemRow } from "../problem.rows.js";
import { ProblemType } from "../problem.type.js";
import { ProblemContentType } from "../revisions/problem-revision.type.js";
import { filesOfProblem, filesWithIds, withoutSolution, type ProblemFileLinks, type ProblemFileRow } from "./problem-file.rows.js";
import {
  AddProblemFileInput,
  AddProblemFilePayload,
  ProblemFileType,
  RemoveProblemFileInput,
  RemoveProblemFilePayload,
} from "./problem-file.type.js";
import type { ProblemFilesService } from "./problem-files.service.js";

@Resolver(() => ProblemFileType)
export class ProblemFileResolver {
  constructor(
    private readonly files: ProblemFilesService,
    private readonly links: ProblemFileLinks,
  ) {}

  @Allow("problem:edit")
  @Mutation(() => AddProblemFilePayload, {
    description:
      "Copies one of your uploads to a problem, as an edit like updateProblem: it makes a revision. At most 50 files with 64 MiB together. All revisions of a problem keep at most 500 files with 512 MiB: beyond that, the oldest revisions lose files that neither the live nor the latest revision has. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT as in updateProblem and when the files get too many or too large.",
  })
  async addProblemFile(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => AddProblemFileInput, { description: "The problem and the upload." }) input: AddProblemFileInput,
  ): Promise<{ problem: ProblemRow }> {
    return { problem: await this.files.add(signedIn, input) };
  }

  @Allow("problem:edit")
  @Mutation(() => RemoveProblemFilePayload, {
    description:
      "Removes a file of a problem, as an edit like updateProblem: it makes a revision, and earlier ones keep the file. Errors: NOT_FOUND, also when the latest revision has no such file, FORBIDDEN, CONFLICT as in updateProblem.",
  })
  async removeProblemFile(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RemoveProblemFileInput, { description: "The problem and the file." }) input: RemoveProblemFileInput,
  ): Promise<{ problem: ProblemRow }> {
    return { problem: await this.files.remove(signedIn, input) };
  }

  @FieldResolver(() => GraphQLURL, {
    description: "Address that serves the file for an hour, without signing in. Browsers save an ATTACHMENT under its name.",
  })
  url(@Root() file: ProblemFileRow): Promise<string> {
    return this.links(file);
  }
}

@Resolver(() => ProblemType)
export class ProblemFilesResolver {
  @Visible("entitled")
  @FieldResolver(() => [ProblemFileType], {
    nullable: true,
    description: "Files to download, sorted by name, at most 50; null when the problem is `locked`.",
  })
  attachments(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<ProblemFileRow[]> {
    return ofKind(context, id, "ATTACHMENT");
  }

  @Visible("entitled")
  @FieldResolver(() => [ProblemFileType], {
    nullable: true,
    description:
      "Pictures that the texts may name, sorted by name, at most 50; null when the problem is `locked`. Where `explanation` is null, only those that statement, constraints and hints name. The HTML of the texts has their addresses already.",
  })
  async pictures(@Ctx() context: RequestContext, @Root() problem: ProblemRow): Promise<ProblemFileRow[]> {
    const pictures = await ofKind(context, problem.id, "PICTURE");
    if (pictures.length === 0 || maySee(context.viewer, "solver", "problem", problem as never)) return pictures;
    return withoutSolution(pictures, await context.loader(problemDetails).load(problem.id));
  }
}

const ofKind = async (context: RequestContext, problemId: string, kind: ProblemFileRow["kind"]) =>
  (await context.loader(filesOfProblem).load(problemId)).filter((file) => file.kind === kind);

@Resolver(() => ProblemContentType)
export class ContentFilesResolver {
  @FieldResolver(() => [ProblemFileType], {
    description: "Attachments and pictures, sorted by name, at most 50. An old revision may have lost some: see addProblemFile.",
  })
  files(@Ctx() context: RequestContext, @Root() { files }: ProblemContent): Promise<ProblemFileRow[]> {
    return filesWithIds(context, files);
  }
}
