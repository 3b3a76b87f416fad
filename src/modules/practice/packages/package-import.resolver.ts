import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { idOf } from "../../../graphql/global-ids.js";
import { fedByStream, StreamOf } from "../../../graphql/streams.js";
import { problemById } from "../problems/problem.loaders.js";
import type { ProblemRow } from "../problems/problem.rows.js";
import { ProblemType } from "../problems/problem.type.js";
import { readImport, type PackageImportRow } from "./package-import.rows.js";
import { ImportProblemPackageInput, ImportProblemPackagePayload, PackageImportType } from "./package-import.type.js";
import type { PackageImports } from "./package-imports.service.js";

@Resolver(() => PackageImportType)
export class PackageImportResolver {
  constructor(
    private readonly imports: PackageImports,
    private readonly watchImport: (id: string) => Promise<AsyncIterableIterator<PackageImportRow>>,
  ) {}

  @Allow("problem:create")
  @Query(() => PackageImportType, {
    nullable: true,
    description: "Status of an import of a problem package that you requested. Kept for a week. Errors: NOT_FOUND.",
  })
  packageImport(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("PackageImport"), { description: "ID of the import." }) id: string,
  ): Promise<PackageImportRow> {
    return readImport(em, signedIn, id);
  }

  @Allow("problem:create")
  @Mutation(() => ImportProblemPackagePayload, {
    description:
      "Imports a problem package of Kattis, the ICPC (legacy, 2025-09) or Polygon, in the background: all of it, or nothing. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, RATE_LIMITED.",
  })
  async importProblemPackage(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => ImportProblemPackageInput, { description: "The package, and where it goes." }) input: ImportProblemPackageInput,
  ): Promise<ImportProblemPackagePayload> {
    return { packageImport: await this.imports.request(signedIn, input) };
  }

  @Allow("problem:create")
  @Subscription(() => PackageImportType, {
    ...fedByStream,
    description:
      "Live progress of an import that you requested: its current state, then each change, at most four a second. Completes once it is READY or FAILED. If you subscribe late or again after a disconnect, you still get the same final state. Errors: NOT_FOUND.",
  })
  packageImportProgress(
    @Root() row: PackageImportRow,
    @Arg("id", () => idOf("PackageImport"), { description: "ID of the import to watch." }) _id: string,
  ): PackageImportRow {
    return row;
  }

  @StreamOf("packageImportProgress")
  async watch({ id }: { id: string }, { em, signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.watchImport((await readImport(em, signedIn, id)).id);
  }

  @FieldResolver(() => ProblemType, { nullable: true, description: "The problem to change, or the new one once the import is READY." })
  problem(@Ctx() context: RequestContext, @Root() { problemId }: PackageImportRow): Promise<ProblemRow | null> | null {
    return problemId === null ? null : context.loader(problemById).load(problemId);
  }
}
