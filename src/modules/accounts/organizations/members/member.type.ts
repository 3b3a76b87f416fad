import { GraphQLDateTime, GraphQLEmailAddress } from "graphql-scalars";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import type { OrganizationRole } from "../../../../access/viewer.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { UserType } from "../../../base/users/user.type.js";
import { OrganizationRoleEnum } from "../organization.type.js";
import type { MemberRow } from "./member.rows.js";
import { JOIN_WAYS, type OrganizationJoinWay } from "./organization-member.entity.js";

const JoinWayEnum = enumOf(JOIN_WAYS);
registerEnumType(JoinWayEnum, {
  name: "OrganizationJoinWay",
  description: "How somebody became a member of an organization.",
  valuesConfig: {
    CREATED: { description: "Created the organization." },
    INVITATION: { description: "Accepted an invitation to their e-mail address." },
    LINK: { description: "Used an invitation link." },
    DOMAIN: { description: "Confirmed an e-mail address at a verified domain of the organization." },
    SSO: { description: "Signed in with the single sign-on of the organization." },
    IMPORT: { description: "Was in an imported list, with a confirmed address at a verified domain of the organization." },
  },
});

@ObjectType("OrganizationMember", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A member of an organization. Owners, managers and instructors see all members; learners see these and themselves, and other learners if `membersVisible` is set.",
})
export class OrganizationMemberType implements Omit<MemberRow, "organizationId" | "userId" | "user"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => OrganizationRoleEnum, { description: "Role in the organization." })
  role!: OrganizationRole;

  @Field(() => JoinWayEnum, { description: "How they became a member." })
  joinedBy!: OrganizationJoinWay;

  @Field(() => GraphQLEmailAddress, {
    nullable: true,
    description:
      "Confirmed e-mail address. Null if it is not confirmed, and for everyone but owners and managers in a session, and admins.",
  })
  email!: string | null;

  @Field(() => GraphQLDateTime, { description: "When they became a member." })
  createdAt!: Date;

  @Field(() => UserType, { description: "The account." })
  user!: UserType;
}

export const OrganizationMemberConnection = connectionOf("OrganizationMember", () => OrganizationMemberType);

@InputType({ description: "A member's new role." })
export class UpdateOrganizationMemberInput {
  @Field(() => idOf("OrganizationMember"), { description: "The member." })
  id!: string;

  @Field(() => OrganizationRoleEnum, { description: "Role in the organization." })
  role!: OrganizationRole;
}

@InputType({ description: "The member to remove." })
export class RemoveOrganizationMemberInput {
  @Field(() => idOf("OrganizationMember"), { description: "The member." })
  id!: string;
}

@InputType({ description: "The organization to leave." })
export class LeaveOrganizationInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  id!: string;
}

@InputType({ description: "The new owner." })
export class TransferOrganizationInput {
  @Field(() => idOf("OrganizationMember"), { description: "The member who becomes an owner." })
  memberId!: string;
}

@ObjectType({ description: "Result of updateOrganizationMember." })
export class UpdateOrganizationMemberPayload {
  @Field(() => OrganizationMemberType, { description: "The member after the change." })
  member!: MemberRow;
}

@ObjectType({ description: "Result of removeOrganizationMember." })
export class RemoveOrganizationMemberPayload {
  @Field(() => idOf("OrganizationMember"), { description: "ID of the removed member." })
  deletedId!: string;
}

@ObjectType({ description: "Result of leaveOrganization." })
export class LeaveOrganizationPayload {
  @Field(() => idOf("Organization"), {
    description: "ID of the organization, which you can no longer see. It still exists for the others.",
  })
  deletedId!: string;
}

@ObjectType({ description: "Result of transferOrganization." })
export class TransferOrganizationPayload {
  @Field(() => OrganizationMemberType, { description: "The new owner." })
  member!: MemberRow;
}
