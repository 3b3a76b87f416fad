import { IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Field, Float, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { DATA_EXPORT_STATUSES, type DataExportStatus } from "./data-export.entity.js";
import type { DataExportRow } from "./data-export.rows.js";

const PASSWORD_AGAIN =
  "The account's password, so that a stolen access token is not enough. Omit it if the account has none; the session must then be at most 15 minutes old.";

const DataExportStatusEnum = enumOf(DATA_EXPORT_STATUSES);
registerEnumType(DataExportStatusEnum, {
  name: "DataExportStatus",
  description: "How far an export is.",
  valuesConfig: {
    QUEUED: { description: "Waits for a worker." },
    RUNNING: { description: "The archive is being written." },
    READY: { description: "`createDataExportLink` gives the archive." },
    FAILED: { description: "It could not be made, which is our fault. Ask again." },
    EXPIRED: { description: "The archive has been removed." },
  },
});

@ObjectType("DataExport", {
  implements: Node,
  simpleResolvers: true,
  description:
    "An archive of all that there is of your account: a ZIP with a JSON file for each kind of data, the code you submitted and the files you uploaded. README.txt in it lists them.",
})
export class DataExportType implements Pick<DataExportRow, "id" | "status" | "sizeBytes" | "finishedAt" | "expiresAt"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => DataExportStatusEnum, { description: "How far it is." })
  status!: DataExportStatus;

  @Field(() => Float, {
    nullable: true,
    description: "Size of the archive in bytes, a whole number that may be beyond Int; null until READY.",
  })
  sizeBytes!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was READY or FAILED; null until then." })
  finishedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the archive is removed; null until READY." })
  expiresAt!: Date | null;
}

export const DataExportConnection = connectionOf("DataExport", () => DataExportType);

@InputType({ description: "Proof that it is you." })
export class RequestDataExportInput {
  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@InputType({ description: "Which archive, and proof that it is you." })
export class CreateDataExportLinkInput {
  @Field(() => idOf("DataExport"), { description: "A READY export of yours." })
  exportId!: string;

  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@ObjectType({ description: "What requestDataExport answers." })
export class RequestDataExportPayload {
  @Field(() => DataExportType, { description: "The export, QUEUED. Watch it with `dataExportProgress(id)`." })
  dataExport!: DataExportRow;
}

@ObjectType({ description: "What createDataExportLink answers." })
export class CreateDataExportLinkPayload {
  @Field(() => GraphQLURL, {
    description: "Where to GET the archive, without any header. Anyone who has the address can download it: don't share it.",
  })
  url!: string;

  @Field(() => GraphQLDateTime, { description: "When the address stops working, within 15 minutes." })
  expiresAt!: Date;
}
