import { IsOptional, Length, MaxLength } from "class-validator";
import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { SLUG_MAX } from "../../../accounts/organizations/organization-limits.js";
import type { OrganizationRow } from "../../../accounts/organizations/organization.rows.js";
import { OrganizationType } from "../../../accounts/organizations/organization.type.js";
import type { AccountDeletionStatus } from "../deletion/account-deletion.entity.js";
import { AccountDeletionStatusEnum } from "../deletion/account-deletion.type.js";
import type { DataExportStatus } from "../export/data-export.entity.js";
import { DataExportStatusEnum, PASSWORD_AGAIN } from "../export/data-export.type.js";
import type { OrganizationExportRow } from "./organization-export.rows.js";

@ObjectType("OrganizationExport", {
  implements: Node,
  simpleResolvers: true,
  description:
    "An archive of all data of an organization: a ZIP with a JSON file for each kind of data, lists as CSV, and files of problems and tracks. README.txt in it lists the contents.",
})
export class OrganizationExportType implements Pick<OrganizationExportRow, "id" | "status" | "sizeBytes" | "finishedAt" | "expiresAt"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => DataExportStatusEnum, { description: "Status of the export." })
  status!: DataExportStatus;

  @Field(() => Float, { nullable: true, description: "Size of the archive in bytes, an integer that may exceed Int; null until READY." })
  sizeBytes!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it became READY or FAILED; null until then." })
  finishedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the archive is removed; null until READY." })
  expiresAt!: Date | null;
}

export const OrganizationExportConnection = connectionOf("OrganizationExport", () => OrganizationExportType);

@ObjectType("OrganizationDeletion", {
  implements: Node,
  simpleResolvers: true,
  description: "The deletion of an organization, scheduled for a date and then run as a job.",
})
export class OrganizationDeletionType {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => AccountDeletionStatusEnum, { description: "Status of the deletion: SCHEDULED or RUNNING." })
  status!: AccountDeletionStatus;

  @Field(() => GraphQLDateTime, { description: "When it was requested." })
  requestedAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When the deletion begins. It can be cancelled until then." })
  dueAt!: Date;

  @Field(() => Int, { description: "Number of kinds of data deleted so far." })
  doneSteps!: number;

  @Field(() => Int, { description: "Total number of kinds of data; 0 until the deletion begins." })
  totalSteps!: number;
}

@InputType({ description: "The organization and proof of identity." })
export class RequestOrganizationExportInput {
  @Field(() => idOf("Organization"), { description: "An organization that you own." })
  organizationId!: string;

  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@InputType({ description: "The export and proof of identity." })
export class CreateOrganizationExportLinkInput {
  @Field(() => idOf("OrganizationExport"), { description: "A READY export of an organization that you own." })
  exportId!: string;

  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@InputType({ description: "The organization, typed again, and proof of identity." })
export class RequestOrganizationDeletionInput {
  @Field(() => idOf("Organization"), { description: "An organization that you own." })
  organizationId!: string;

  @Field(() => String, { description: "Its slug, which the user has typed to confirm the deletion." })
  @Length(1, SLUG_MAX)
  slug!: string;

  @Field(() => String, { nullable: true, description: PASSWORD_AGAIN })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;

  @Field(() => String, { nullable: true, description: "Required with two-factor: a code of the authenticator app, or a recovery code." })
  @IsOptional()
  @MaxLength(40)
  code?: string | null;
}

@InputType({ description: "The deletion to cancel." })
export class CancelOrganizationDeletionInput {
  @Field(() => idOf("OrganizationDeletion"), { description: "`organization { deletion { id } }`, as displayed to the user." })
  deletionId!: string;
}

@ObjectType({ description: "Result of requestOrganizationExport." })
export class RequestOrganizationExportPayload {
  @Field(() => OrganizationExportType, { description: "The export, QUEUED." })
  organizationExport!: OrganizationExportRow;
}

@ObjectType({ description: "Result of createOrganizationExportLink." })
export class CreateOrganizationExportLinkPayload {
  @Field(() => GraphQLURL, {
    description: "URL to GET the archive without any headers. Anyone who has the URL can download it: don't share it.",
  })
  url!: string;

  @Field(() => GraphQLDateTime, { description: "When the URL expires, within 15 minutes." })
  expiresAt!: Date;
}

@ObjectType({ description: "Result of requestOrganizationDeletion." })
export class RequestOrganizationDeletionPayload {
  @Field(() => OrganizationType, { description: "The organization; `deletion` contains the date." })
  organization!: OrganizationRow;
}

@ObjectType({ description: "Result of cancelOrganizationDeletion." })
export class CancelOrganizationDeletionPayload {
  @Field(() => OrganizationType, { description: "The organization, which is kept." })
  organization!: OrganizationRow;
}
