import { GraphQLDateTime, GraphQLHexColorCode, GraphQLURL } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { ORGANIZATION_ROLES, type OrganizationRole } from "../../../access/viewer.js";
import { Derived } from "../../../graphql/derived.js";
import { enumOf } from "../../../graphql/enum-of.js";
import { markdown, MarkdownType } from "../../../graphql/markdown.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import { ORGANIZATION_STATES, type OrganizationState } from "./organization.entity.js";
import { runsOrganization, type OrganizationRow } from "./organization.rows.js";

export const OrganizationRoleEnum = enumOf(ORGANIZATION_ROLES);
registerEnumType(OrganizationRoleEnum, {
  name: "OrganizationRole",
  description: "What a member does in an organization. Independent of the account's role on the platform.",
  valuesConfig: {
    OWNER: { description: "Everything, including other owners, managers and archiving. An active organization always has one." },
    MANAGER: { description: "Runs the organization: its profile, invitations, domains, instructors and learners." },
    INSTRUCTOR: { description: "Teaches: sees all members, without their e-mail addresses." },
    LEARNER: { description: "Takes part. Sees staff, and other learners if the organization allows it." },
  },
});

export const OrganizationStateEnum = enumOf(ORGANIZATION_STATES);
registerEnumType(OrganizationStateEnum, {
  name: "OrganizationState",
  description: "Whether an organization works. Only an active one can be changed or joined, and gives its members rights elsewhere.",
  valuesConfig: {
    ACTIVE: { description: "Works." },
    SUSPENDED: { description: "Suspended by an admin, or because its last owner's account was deleted. `stateReason` says why." },
    ARCHIVED: { description: "Closed by an owner, who can restore it." },
  },
});

@ObjectType("Organization", {
  implements: Node,
  simpleResolvers: true,
  description: "A company or school. Visible to its members and to admins; NOT_FOUND for everyone else.",
})
export class OrganizationType implements Pick<
  OrganizationRow,
  | "id"
  | "name"
  | "slug"
  | "website"
  | "primaryColor"
  | "accentColor"
  | "state"
  | "stateReason"
  | "membersVisible"
  | "viewerRole"
  | "version"
  | "createdAt"
  | "updatedAt"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Name, 1 to 120 characters." })
  name!: string;

  @Field(() => String, { description: "Unique name in URLs: 3 to 60 lower-case letters, digits and hyphens." })
  slug!: string;

  @Derived(({ description }: OrganizationRow) => markdown(description))
  @Field(() => MarkdownType, { description: "What the organization says about itself; may be empty." })
  description?: MarkdownType;

  @Field(() => GraphQLURL, { nullable: true, description: "Website, with https or http; null if none." })
  website!: string | null;

  @Field(() => GraphQLHexColorCode, { nullable: true, description: "Main colour of its pages as `#rrggbb`; null if none." })
  primaryColor!: string | null;

  @Field(() => GraphQLHexColorCode, { nullable: true, description: "Second colour as `#rrggbb`; null if none." })
  accentColor!: string | null;

  @Field(() => OrganizationStateEnum, { description: "Whether it works." })
  state!: OrganizationState;

  @Field(() => String, { description: "Why it is suspended; empty otherwise." })
  stateReason!: string;

  @Field(() => Boolean, { description: "Whether learners see each other in `members`." })
  membersVisible!: boolean;

  @Field(() => OrganizationRoleEnum, { nullable: true, description: "Your role in it; null for an admin who is no member." })
  viewerRole!: OrganizationRole | null;

  @Derived((row: OrganizationRow) => (runsOrganization(row) ? row.seatLimit : null))
  @Field(() => Int, {
    nullable: true,
    description:
      "Most members, owners included: what admins set, and the seats that it has bought or been granted (entitlement `seats`). There may be more members after seats have ended. Null if unlimited, and for everyone but owners and managers in a session, and admins.",
  })
  seatLimit?: number | null;

  @Derived((row: OrganizationRow) => (runsOrganization(row) ? row.seatsUsed : null))
  @Field(() => Int, {
    nullable: true,
    description: "Number of members. Null for everyone but owners and managers in a session, and admins.",
  })
  seatsUsed?: number | null;

  @Field(() => Int, { description: "Version, for `expectedVersion`." })
  version!: number;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last changed." })
  updatedAt!: Date;
}

export const OrganizationConnection = connectionOf("Organization", () => OrganizationType);
