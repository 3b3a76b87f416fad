import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Arg, Ctx, Field, Float, InputType, Mutation, ObjectType, registerEnumType, Resolver } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { enumOf } from "../../../graphql/enum-of.js";
import { idOf } from "../../../graphql/global-ids.js";
import { EXPORT_FORMATS, type ExportFormat } from "../../../judge/packages/write-package.js";
import type { ExportedPackage, PackageExports } from "./package-exports.js";

const ExportFormatEnum = enumOf(EXPORT_FORMATS);
registerEnumType(ExportFormatEnum, {
  name: "PackageExportFormat",
  description: "Format of an exported problem package.",
  valuesConfig: {
    KATTIS_LEGACY: { description: "Kattis and ICPC package format, version `legacy`." },
    KATTIS_2025_09: { description: "Kattis and ICPC package format, version `2025-09`." },
  },
});

@InputType({ description: "A problem to export." })
export class ExportProblemPackageInput {
  @Field(() => idOf("Problem"), { description: "The problem." })
  problemId!: string;

  @Field(() => ExportFormatEnum, { defaultValue: "KATTIS_2025_09", description: "Format of the package." })
  format!: ExportFormat;
}

@ObjectType({ description: "Result of exportProblemPackage." })
export class ExportProblemPackagePayload implements ExportedPackage {
  @Field(() => GraphQLURL, {
    description:
      "Address of the package as a ZIP archive, valid until `expiresAt`. It needs no sign-in, and the archive contains the hidden tests: keep it secret.",
  })
  url!: string;

  @Field(() => Float, { description: "Size of the archive." })
  sizeBytes!: number;

  @Field(() => GraphQLDateTime, { description: "When the URL expires." })
  expiresAt!: Date;
}

@Resolver()
export class PackageExportResolver {
  constructor(private readonly exports: PackageExports) {}

  @Allow("problem:edit")
  @Mutation(() => ExportProblemPackagePayload, {
    description:
      "Writes a problem as a package: its latest revision and newest tests, for its editors. Hints, constraints, difficulty, starter code, exact scoring and limits, and how programs are run are in its file `codequest.json`, which importProblemPackage reads again; topics are not in it. Errors: NOT_FOUND, FORBIDDEN, RATE_LIMITED, SERVICE_UNAVAILABLE, CONFLICT if checker or interactor are neither C++ nor Python.",
  })
  exportProblemPackage(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => ExportProblemPackageInput, { description: "The problem and the format." })
    { problemId, format }: ExportProblemPackageInput,
  ): Promise<ExportProblemPackagePayload> {
    return this.exports.write(signedIn, problemId, format);
  }
}
