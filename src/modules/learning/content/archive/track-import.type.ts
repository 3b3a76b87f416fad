import { IsOptional, Matches, MaxLength } from "class-validator";
import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import type { PackageFault, PackageNote } from "../../../../judge/packages/package-faults.js";
import { PackageFaultType, PackageNoteType } from "../../../practice/packages/package-import.type.js";
import { kebabCase } from "../../../practice/problems/edits/problem-edit.type.js";
import { ORGANIZATION_OWNER } from "../../../accounts/organizations/content/content.type.js";
import { KEBAB_CASE } from "../../../practice/topics/topic.type.js";
import { NOTE_MAX, SLUG_MAX } from "../limits.js";
import { TRACK_IMPORT_STATUSES, type TrackImportStatus } from "./track-import.entity.js";
import type { TrackImportRow } from "./track-import.rows.js";

const StatusEnum = enumOf(TRACK_IMPORT_STATUSES);
registerEnumType(StatusEnum, {
  name: "TrackImportStatus",
  description: "Status of the import of a track.",
  valuesConfig: {
    QUEUED: { description: "Waiting for a worker." },
    RUNNING: { description: "A worker is reading and checking the archive." },
    READY: { description: "Finished. `track` is the imported track; `ignored` lists what was left out." },
    FAILED: { description: "Refused: `faults` has all reasons. Nothing was changed, and the uploaded file is removed." },
  },
});

@ObjectType("TrackImport", {
  implements: Node,
  simpleResolvers: true,
  description: "Import of an archive of a track, in the background. Follow it with trackImportProgress.",
})
export class TrackImportType implements Omit<TrackImportRow, "userId" | "trackId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => StatusEnum, { description: "Current status." })
  status!: TrackImportStatus;

  @Field(() => Int, { description: "Number of files stored, besides the texts." })
  filesDone!: number;

  @Field(() => Int, { description: "Number of files in `files/`; 0 until known." })
  filesTotal!: number;

  @Field(() => [PackageFaultType], { description: "All errors, at most 100. Empty unless the import is FAILED." })
  faults!: PackageFault[];

  @Field(() => [PackageNoteType], { description: "What was not used of the archive, at most 100." })
  ignored!: PackageNote[];

  @Field(() => GraphQLDateTime, { description: "When the import was requested." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the import became READY or FAILED. Null before that." })
  finishedAt!: Date | null;
}

@InputType({ description: "An archive of a track to import." })
export class ImportTrackInput {
  @Field(() => idOf("File"), {
    description: "A READY file of yours of purpose PROBLEM_PACKAGE: one ZIP archive. It is removed when the import ends.",
  })
  fileId!: string;

  @Field(() => idOf("Track"), {
    nullable: true,
    description:
      "A track that you may edit. Its modules and lessons are found by their slugs: changed lessons get a new revision, which is not published; what the archive does not have stays. Without it, a new track is created as a draft.",
  })
  @IsOptional()
  trackId?: string | null;

  @Field(() => idOf("Organization"), { nullable: true, description: `For a new track. ${ORGANIZATION_OWNER}` })
  @IsOptional()
  organizationId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Slug of a new track, at most 80 characters. By default that of the archive; if it is taken, a free one like it.",
  })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "Reason for the change, for the history. At most 500 characters." })
  @IsOptional()
  @MaxLength(NOTE_MAX)
  note?: string | null;
}

@ObjectType({ description: "Result of importTrack." })
export class ImportTrackPayload {
  @Field(() => TrackImportType, { description: "The import. Follow its status." })
  trackImport!: TrackImportRow;
}

@InputType({ description: "A track to export." })
export class ExportTrackInput {
  @Field(() => idOf("Track"), { description: "ID of the track." })
  trackId!: string;
}

@ObjectType({ description: "Result of exportTrack." })
export class ExportTrackPayload {
  @Field(() => GraphQLURL, { description: "Address of the ZIP archive, valid until `expiresAt`. It needs no sign-in." })
  url!: string;

  @Field(() => Float, { description: "Size of the archive." })
  sizeBytes!: number;

  @Field(() => GraphQLDateTime, { description: "When the URL expires." })
  expiresAt!: Date;
}
