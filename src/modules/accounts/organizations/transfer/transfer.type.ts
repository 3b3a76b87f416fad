import { Length } from "class-validator";
import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Field, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import type { OrganizationRole } from "../../../../access/viewer.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { CalledFile } from "../../../../platform/jobs/called-files.js";
import { TABLE_FORMATS, type TableFormat } from "../../../../platform/storage/table-file.js";
import { IMPORT_CHARS_MAX, IMPORT_ROWS_MAX, MEMBERSHIPS_MAX } from "../organization-limits.js";
import { OrganizationRoleEnum } from "../organization.type.js";
import { MEMBER_OUTCOMES, type ImportReport, type MemberOutcome, type PlannedMember } from "./import-members.js";
import { MEMBER_FAULTS, type MemberFault } from "./member-file.js";

const MemberOutcomeEnum = enumOf(MEMBER_OUTCOMES);
registerEnumType(MemberOutcomeEnum, {
  name: "OrganizationImportOutcome",
  description: "What happens with a line of a list of members.",
  valuesConfig: {
    ADD: { description: "An account has confirmed this address at a verified domain of the organization: it becomes a member." },
    INVITE: {
      description: "The address is invited by mail, whether or not it has an account. An earlier invitation is renewed without a mail.",
    },
    CHANGE_ROLE: { description: "A member gets another role." },
    UNCHANGED: { description: "Already a member with this role." },
    FAULT: { description: "Nothing: see `fault`. No line of the list is applied." },
  },
});

const MemberFaultEnum = enumOf(MEMBER_FAULTS);
registerEnumType(MemberFaultEnum, {
  name: "OrganizationImportFault",
  description: "What is wrong with a list of members, or a line of it.",
  valuesConfig: {
    MISSING_HEADER: { description: "The first line must name the columns, with at least `email`." },
    UNKNOWN_COLUMN: { description: "Columns are `email` and `role`, each at most once." },
    MALFORMED: { description: "Not CSV, for example because a quote is not closed, or a line with too many fields." },
    INVALID_EMAIL: { description: "Not an e-mail address, or one with characters beyond ASCII." },
    INVALID_ROLE: { description: "Roles are `OWNER`, `MANAGER`, `INSTRUCTOR` and `LEARNER`." },
    DUPLICATE: { description: "An earlier line has the same address." },
    ROLE_NOT_ALLOWED: { description: "Only owners decide about owners and managers." },
    LAST_OWNER: { description: "An organization keeps at least one owner." },
    NO_SEAT: { description: "All seats are taken by then." },
    TOO_MANY_MEMBERSHIPS: { description: `The account belongs to ${MEMBERSHIPS_MAX} organizations already.` },
    TOO_MANY_ROWS: { description: `A list has at most ${IMPORT_ROWS_MAX} lines.` },
  },
});

export const OrganizationFileFormatEnum = enumOf(TABLE_FORMATS);
registerEnumType(OrganizationFileFormatEnum, {
  name: "OrganizationExportFormat",
  description: "Format of a file about members of an organization.",
  valuesConfig: {
    CSV: { description: "With a header, in UTF-8. Values that a spreadsheet would take for formulas start with an apostrophe." },
    JSON: { description: "An array of objects." },
  },
});

@InputType({ description: "A list of members." })
export class ImportOrganizationMembersInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  organizationId!: string;

  @Field(() => String, {
    description: `CSV with a header, at most ${IMPORT_CHARS_MAX} characters and ${IMPORT_ROWS_MAX} lines; fields are separated by commas, semicolons or tabs. Columns: \`email\` and, by default LEARNER, \`role\`.`,
  })
  @Length(1, IMPORT_CHARS_MAX)
  csv!: string;

  @Field(() => Boolean, { description: "Only report what would happen." })
  dryRun!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "A line of a list of members, and what happens with it." })
export class OrganizationImportLine implements PlannedMember {
  @Field(() => Int, { description: "Line of the file, from 1." })
  line!: number;

  @Field(() => String, { description: "Address in lower case; may be something else if the fault is INVALID_EMAIL." })
  email!: string;

  @Field(() => OrganizationRoleEnum, { description: "Role; LEARNER if none was given or the fault is INVALID_ROLE." })
  role!: OrganizationRole;

  @Field(() => MemberOutcomeEnum, { description: "What happens with it." })
  outcome!: MemberOutcome;

  @Field(() => MemberFaultEnum, { nullable: true, description: "What is wrong with it; null unless the outcome is FAULT." })
  fault!: MemberFault | null;
}

@ObjectType({ simpleResolvers: true, description: "What is wrong with a whole list of members." })
export class OrganizationImportFileFault {
  @Field(() => MemberFaultEnum, { description: "What is wrong." })
  code!: MemberFault;

  @Field(() => String, { description: "The header, the column, or the parser's code; may be empty." })
  detail!: string;
}

@ObjectType({ simpleResolvers: true, description: "Result of importOrganizationMembers." })
export class ImportOrganizationMembersPayload implements ImportReport {
  @Field(() => [OrganizationImportLine], { description: "All lines, in order." })
  lines!: PlannedMember[];

  @Field(() => OrganizationImportFileFault, { nullable: true, description: "Set if the file could not be read; `lines` is empty then." })
  fileFault!: ImportReport["fileFault"];

  @Field(() => Boolean, { description: "Whether it was applied: all of it, or nothing for a dry run and if anything has a fault." })
  applied!: boolean;
}

@InputType({ description: "The members to export." })
export class ExportOrganizationMembersInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  organizationId!: string;

  @Field(() => OrganizationFileFormatEnum, {
    description: "Format of the file. Columns: username, displayName, email if it is confirmed, role, joinedBy, joinedAt.",
  })
  format!: TableFormat;
}

@ObjectType({ simpleResolvers: true, description: "Result of exportOrganizationMembers." })
export class ExportOrganizationMembersPayload implements CalledFile {
  @Field(() => GraphQLURL, { description: "URL to GET without any headers." })
  url!: string;

  @Field(() => Int, { description: "Size of the file in bytes." })
  sizeBytes!: number;

  @Field(() => GraphQLDateTime, { description: "When the URL expires. The file is removed a day after it was written." })
  expiresAt!: Date;
}
