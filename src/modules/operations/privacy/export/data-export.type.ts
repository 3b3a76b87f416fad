import { IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Field, Float, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { DATA_EXPORT_STATUSES, type DataExportStatus } from "./data-export.entity.js";
import type { DataExportRow } from "./data-export.rows.js";

export const PASSWORD_AGAIN =
  "The account's password, so that a stolen access token is not enough. Omit it if the account has none; the session must then be at most 15 minutes old.";

export const DataExportStatusEnum = enumOf(DATA_EXPORT_STATUSES);
registerEnumType(DataExportStatusEnum, {
  name: "DataExportStatus",
  description: "Status of an export.",
  valuesConfig: {
    QUEUED: { description: "Waiting for a worker." },
    RUNNING: { description: "The archive is being written." },
    READY: { description: "The archive can be downloaded with `createDataExportLink`." },
    FAILED: { description: "The archive could not be created because of a server error. Request a new export." },
    EXPIRED: { description: "The archive has been removed." },
  },
});

@ObjectType("DataExport", {
  implements: Node,
  simpleResolvers: true,
  description:
    "An archive of all data of your account: a ZIP with a JSON file for each kind of data, the code you submitted and the files you uploaded. README.txt in it lists the contents.",
})
export class DataExportType implements Pick<DataExportRow, "id" | "status" | "sizeBytes" | "finishedAt" | "expiresAt"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => DataExportStatusEnum, { description: "Status of the export." })
  status!: DataExportStatus;

  @Field(() => Float, {
    nullable: true,
    description: "Size of the archive in bytes, an integer that may exceed Int; null until READY.",
  })
  sizeBytes!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it became READY or FAILED; null until then." })
  finishedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the archive is removed; null until READY." })
  expiresAt!: Date | null;
}

export const DataExportConnection = connectionOf("DataExport", () => DataExportType);

@InputType({ description: "Proof of identity." })
export class RequestDataExportInput {
  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@InputType({ description: "The export and proof of identity." })
export class CreateDataExportLinkInput {
  @Field(() => idOf("DataExport"), { description: "A READY export of yours." })
  exportId!: string;

  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@ObjectType({ description: "Result of requestDataExport." })
export class RequestDataExportPayload {
  @Field(() => DataExportType, { description: "The export, QUEUED. Follow it with `dataExportProgress(id)`." })
  dataExport!: DataExportRow;
}

@ObjectType({ description: "Result of createDataExportLink." })
export class CreateDataExportLinkPayload {
  @Field(() => GraphQLURL, {
    description: "URL to GET the archive without any headers. Anyone who has the URL can download it: don't share it.",
  })
  url!: string;

  @Field(() => GraphQLDateTime, { description: "When the URL expires, within 15 minutes." })
  expiresAt!: Date;
}
