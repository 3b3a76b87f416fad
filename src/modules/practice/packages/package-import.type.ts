import { IsInt, IsOptional, Matches, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../graphql/enum-of.js";
import { idOf } from "../../../graphql/global-ids.js";
import { Node } from "../../../graphql/node.js";
import { PACKAGE_FAULTS, type PackageFault, type PackageFaultCode, type PackageNote } from "../../../judge/packages/package-faults.js";
import { PACKAGE_FORMATS, type PackageFormat } from "../../../judge/packages/problem-package.js";
import { kebabCase } from "../problems/edits/problem-edit.type.js";
import { NOTE_MAX, SLUG_MAX } from "../problems/edits/problem-limits.js";
import { ORGANIZATION_OWNER } from "../../accounts/organizations/content/content.type.js";
import { KEBAB_CASE } from "../topics/topic.type.js";
import { PACKAGE_IMPORT_STATUSES, type PackageImportStatus } from "./package-import.entity.js";
import type { PackageImportRow } from "./package-import.rows.js";

const StatusEnum = enumOf(PACKAGE_IMPORT_STATUSES);
registerEnumType(StatusEnum, {
  name: "PackageImportStatus",
  description: "Status of the import of a problem package.",
  valuesConfig: {
    QUEUED: { description: "Waiting for a worker." },
    RUNNING: { description: "A worker is reading and checking the package." },
    READY: { description: "Finished. `problem` is the imported problem; `ignored` lists what was left out." },
    FAILED: { description: "Refused: `faults` has all reasons. Nothing was changed, and the uploaded file is removed." },
  },
});

export const FormatEnum = enumOf(PACKAGE_FORMATS);
registerEnumType(FormatEnum, {
  name: "PackageFormat",
  description: "Format of a problem package.",
  valuesConfig: {
    KATTIS_LEGACY: { description: "Kattis and ICPC package format, version `legacy`." },
    KATTIS_2025_09: { description: "Kattis and ICPC package format, version `2025-09` and its drafts." },
    POLYGON: { description: "Package of Polygon (Codeforces)." },
  },
});

const codes = Object.keys(PACKAGE_FAULTS) as PackageFaultCode[];
const FaultCodeEnum = enumOf(codes);
registerEnumType(FaultCodeEnum, {
  name: "PackageFaultCode",
  description: "Reason why a problem package or an archive of a track is refused.",
  valuesConfig: Object.fromEntries(codes.map((code) => [code, { description: PACKAGE_FAULTS[code] }])),
});

@ObjectType("PackageFault", { simpleResolvers: true, description: "Something wrong in a problem package or an archive of a track." })
export class PackageFaultType implements PackageFault {
  @Field(() => FaultCodeEnum, { description: "Error code." })
  code!: PackageFaultCode;

  @Field(() => String, { nullable: true, description: "Path of the file in the archive. Null for the whole archive." })
  path!: string | null;

  @Field(() => String, { description: "Description of the error and how to fix it." })
  message!: string;
}

@ObjectType("PackageNote", {
  simpleResolvers: true,
  description: "Something in a problem package or an archive of a track that was not used, or changed.",
})
export class PackageNoteType implements PackageNote {
  @Field(() => String, { nullable: true, description: "Path in the package. Null for the whole package." })
  path!: string | null;

  @Field(() => String, { description: "What was left out, or what is there instead." })
  message!: string;
}

@ObjectType("PackageImport", {
  implements: Node,
  simpleResolvers: true,
  description: "Import of a problem package, in the background. Follow it with packageImportProgress.",
})
export class PackageImportType implements Omit<PackageImportRow, "userId" | "problemId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => StatusEnum, { description: "Current status." })
  status!: PackageImportStatus;

  @Field(() => FormatEnum, { nullable: true, description: "Format of the package. Null unless the import is READY." })
  format!: PackageFormat | null;

  @Field(() => Int, { description: "Number of tests read and checked." })
  testsDone!: number;

  @Field(() => Int, { description: "Total number of tests; 0 until known." })
  testsTotal!: number;

  @Field(() => [PackageFaultType], { description: "All errors, at most 100. Empty unless the import is FAILED." })
  faults!: PackageFault[];

  @Field(() => [PackageNoteType], {
    description: "What was not used of the package, and tests that its input validators reject, at most 100.",
  })
  ignored!: PackageNote[];

  @Field(() => GraphQLDateTime, { description: "When the import was requested." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the import became READY or FAILED. Null before that." })
  finishedAt!: Date | null;
}

@InputType({ description: "A problem package to import." })
export class ImportProblemPackageInput {
  @Field(() => idOf("File"), {
    description: "A READY file of yours of purpose PROBLEM_PACKAGE: one ZIP archive. It is removed when the import ends.",
  })
  fileId!: string;

  @Field(() => idOf("Problem"), {
    nullable: true,
    description:
      "A problem that you may edit: it gets a new revision and a new version of its tests. Without it, a new problem is created as a draft.",
  })
  @IsOptional()
  problemId?: string | null;

  @Field(() => idOf("Organization"), { nullable: true, description: `For a new problem. ${ORGANIZATION_OWNER}` })
  @IsOptional()
  organizationId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Last part of the URL of a new problem, at most ${SLUG_MAX} characters. By default made from the title; a free one is chosen.`,
  })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "For a problem that has been published: makes revision and tests live at once. By default both stay drafts until publishProblem.",
  })
  @IsOptional()
  publish?: boolean | null;

  @Field(() => String, { nullable: true, description: "Reason for the change, for the history. At most 500 characters." })
  @IsOptional()
  @MaxLength(NOTE_MAX)
  note?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "Latest revision of the problem that you know. If there is a newer one, the import fails with the code CONFLICT.",
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  expectedRevision?: number | null;
}

@ObjectType({ description: "Result of importProblemPackage." })
export class ImportProblemPackagePayload {
  @Field(() => PackageImportType, { description: "The import. Follow its status." })
  packageImport!: PackageImportRow;
}
