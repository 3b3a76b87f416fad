import { Length } from "class-validator";
import { GraphQLDateTime, GraphQLEmailAddress } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { INVITATION_MAILS_PER_DAY, ROSTER_CHARS_MAX, ROSTER_ROWS_MAX } from "../class-limits.js";
import { ROSTER_FAULTS, type RosterFault } from "./roster-file.js";
import { ROSTER_OUTCOMES, type InvitationRow, type PlannedLine, type RosterOutcome, type RosterReport } from "./roster.service.js";

const RosterOutcomeEnum = enumOf(ROSTER_OUTCOMES);
registerEnumType(RosterOutcomeEnum, {
  name: "ClassRosterOutcome",
  description: "What happens with a line of a roster.",
  valuesConfig: {
    ADD: { description: "The account becomes a learner." },
    INVITE: {
      description: `No account has confirmed the address. It is invited, and joins when an account confirms it. New invitations are mailed, at most ${INVITATION_MAILS_PER_DAY} a day to one address; beyond that it is invited without another mail. Never in a class of an organization.`,
    },
    MOVE: { description: "A learner changes to another section." },
    UNCHANGED: { description: "Already a learner, in this section." },
    FAULT: { description: "Nothing: see `fault`. No line of the roster is applied." },
  },
});

const RosterFaultEnum = enumOf(ROSTER_FAULTS);
registerEnumType(RosterFaultEnum, {
  name: "ClassRosterFault",
  description: "What is wrong with a roster, or a line of it.",
  valuesConfig: {
    MISSING_HEADER: { description: "The first line must name the columns, with at least `email` or `username`." },
    UNKNOWN_COLUMN: { description: "Columns are `email`, `username` and `section`, each at most once." },
    MALFORMED: { description: "Not CSV, for example because a quote is not closed, or a line with too many fields." },
    MISSING_NAME: { description: "Neither an e-mail address nor a username." },
    INVALID_EMAIL: { description: "Not an e-mail address, or one with characters beyond ASCII." },
    INVALID_SECTION: { description: "The name of the section is too long, or has control characters." },
    UNKNOWN_ACCOUNT: { description: "No account has this username." },
    DUPLICATE: { description: "An earlier line has the same account, address or username." },
    ALREADY_STAFF: { description: "The account is an instructor or assistant of the class." },
    NO_SEAT: { description: "All seats are taken by then." },
    NOT_IN_ORGANIZATION: {
      description:
        "The class belongs to an organization, and no member of it has this username or confirmed address. Invite them there first.",
    },
    TOO_MANY_ROWS: { description: `A roster has at most ${ROSTER_ROWS_MAX} lines.` },
  },
});

@InputType({ description: "A roster of learners." })
export class ImportClassRosterInput {
  @Field(() => idOf("Class"), { description: "The class." })
  classId!: string;

  @Field(() => String, {
    description: `CSV with a header, at most ${ROSTER_CHARS_MAX} characters and ${ROSTER_ROWS_MAX} lines; fields are separated by commas, semicolons or tabs. Columns: \`email\`, \`username\`, \`section\`. A username wins over an address. Sections that the class does not have yet are created.`,
  })
  @Length(1, ROSTER_CHARS_MAX)
  csv!: string;

  @Field(() => Boolean, { description: "Only report what would happen." })
  dryRun!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "A line of a roster, and what happens with it." })
export class ClassRosterLine implements Omit<PlannedLine, "userId"> {
  @Field(() => Int, { description: "Line of the file, from 1." })
  line!: number;

  @Field(() => String, { nullable: true, description: "E-mail address as given; null if none." })
  email!: string | null;

  @Field(() => String, { nullable: true, description: "Username as given; null if none." })
  username!: string | null;

  @Field(() => String, { nullable: true, description: "Name of the section as given; null if none." })
  section!: string | null;

  @Field(() => RosterOutcomeEnum, { description: "What happens with it." })
  outcome!: RosterOutcome;

  @Field(() => RosterFaultEnum, { nullable: true, description: "What is wrong with it; null unless the outcome is FAULT." })
  fault!: RosterFault | null;
}

@ObjectType({ simpleResolvers: true, description: "What is wrong with a whole file." })
export class ClassRosterFileFault {
  @Field(() => RosterFaultEnum, { description: "What is wrong." })
  code!: RosterFault;

  @Field(() => String, { description: "The header, the column, or the parser's code; may be empty." })
  detail!: string;
}

@ObjectType({ simpleResolvers: true, description: "Result of importClassRoster." })
export class ImportClassRosterPayload implements RosterReport {
  @Field(() => [ClassRosterLine], { description: "All lines, in order." })
  lines!: PlannedLine[];

  @Field(() => ClassRosterFileFault, { nullable: true, description: "Set if the file could not be read; `lines` is empty then." })
  fileFault!: RosterReport["fileFault"];

  @Field(() => [String], { description: "Sections that are created." })
  newSections!: string[];

  @Field(() => Boolean, { description: "Whether it was applied: all of it, or nothing for a dry run and if anything has a fault." })
  applied!: boolean;
}

@ObjectType("ClassInvitation", {
  implements: Node,
  simpleResolvers: true,
  description: "An address of a roster that no account has confirmed yet. For instructors of the class.",
})
export class ClassInvitationType implements Omit<InvitationRow, "classId" | "sectionId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => GraphQLEmailAddress, { description: "The invited address." })
  email!: string;

  @Field(() => GraphQLDateTime, { description: "When it was invited." })
  createdAt!: Date;
}

export const ClassInvitationConnection = connectionOf("ClassInvitation", () => ClassInvitationType);

@InputType({ description: "The invitation to revoke." })
export class RevokeClassInvitationInput {
  @Field(() => idOf("ClassInvitation"), { description: "The invitation." })
  id!: string;
}

@ObjectType({ description: "Result of revokeClassInvitation." })
export class RevokeClassInvitationPayload {
  @Field(() => idOf("ClassInvitation"), { description: "ID of the removed invitation." })
  deletedId!: string;
}
