import { IsInt, IsOptional, Length, Max, Min } from "class-validator";
import { GraphQLDateTime, GraphQLEmailAddress } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { OrganizationRole } from "../../../../access/viewer.js";
import { Checked } from "../../../../graphql/checked.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { badInput } from "../../../../kernel/errors.js";
import { IsEmailAddress } from "../../identity/credentials/email-address.js";
import { EXPIRY_DAYS, USE_LIMIT_MAX } from "../organization-limits.js";
import type { OrganizationRow } from "../organization.rows.js";
import { OrganizationRoleEnum, OrganizationType } from "../organization.type.js";
import type { InvitationRow, OfferRow } from "./invitation.rows.js";

@ObjectType("OrganizationInvitation", {
  implements: Node,
  simpleResolvers: true,
  description:
    "An invitation by mail, which has an `email`, or a link, which has a `code`. For owners and managers of the organization. It disappears when it is accepted, declined or revoked, and 30 days after it expires.",
})
export class OrganizationInvitationType implements Omit<InvitationRow, "organizationId" | "invitedById"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => OrganizationRoleEnum, { description: "Role that it gives." })
  role!: OrganizationRole;

  @Field(() => GraphQLEmailAddress, { nullable: true, description: "Invited address; null for a link." })
  email!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Code of a link, for an address of your web application: pass it to `joinOrganization`. Null for a mail.",
  })
  code!: string | null;

  @Field(() => Int, { nullable: true, description: "How many people may use a link; null if unlimited, and for a mail." })
  useLimit!: number | null;

  @Field(() => Int, { description: "How many people have used it." })
  useCount!: number;

  @Field(() => GraphQLDateTime, { description: "When it stops working." })
  expiresAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  createdAt!: Date;
}

export const OrganizationInvitationConnection = connectionOf("OrganizationInvitation", () => OrganizationInvitationType);

@ObjectType("OrganizationOffer", {
  simpleResolvers: true,
  description: "An invitation as the invited account sees it, before it is a member.",
})
export class OrganizationOfferType implements OfferRow {
  @Field(() => idOf("OrganizationInvitation"), {
    nullable: true,
    description: "For acceptOrganizationInvitation and declineOrganizationInvitation; null for a link, which is used by its code.",
  })
  invitationId!: string | null;

  @Field(() => String, { description: "Name of the organization." })
  organizationName!: string;

  @Field(() => String, { description: "Slug of the organization." })
  organizationSlug!: string;

  @Field(() => OrganizationRoleEnum, { description: "Role that you get." })
  role!: OrganizationRole;

  @Field(() => GraphQLDateTime, { description: "When the invitation stops working." })
  expiresAt!: Date;
}

export const OrganizationOfferConnection = connectionOf("OrganizationOffer", () => OrganizationOfferType);

const EXPIRES = {
  nullable: true,
  description: `Days for which it works, ${EXPIRY_DAYS.min} to ${EXPIRY_DAYS.max}. Default ${EXPIRY_DAYS.default}.`,
};

@InputType({ description: "An invitation by mail." })
export class InviteToOrganizationInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  organizationId!: string;

  @Field(() => GraphQLEmailAddress, { description: "The address. Only an account that has confirmed it can accept." })
  @IsEmailAddress()
  email!: string;

  @Field(() => OrganizationRoleEnum, { description: "Role that it gives. Managers can offer INSTRUCTOR and LEARNER, owners all." })
  role!: OrganizationRole;

  @Field(() => Int, EXPIRES)
  @IsOptional()
  @IsInt()
  @Min(EXPIRY_DAYS.min)
  @Max(EXPIRY_DAYS.max)
  expiresInDays?: number | null;
}

function expectLinkRole(role: OrganizationRole, field: string): void {
  if (role !== "LEARNER" && role !== "INSTRUCTOR")
    throw badInput(field, "A link makes learners and instructors only. Invite others by mail.", "UNKNOWN_VALUE");
}

@InputType({ description: "An invitation link." })
export class CreateOrganizationLinkInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  organizationId!: string;

  @Field(() => OrganizationRoleEnum, { description: "Role that it gives: LEARNER or INSTRUCTOR." })
  @Checked(expectLinkRole)
  role!: OrganizationRole;

  @Field(() => Int, { nullable: true, description: `How many people may use it, 1 to ${USE_LIMIT_MAX}; null or absent: unlimited.` })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(USE_LIMIT_MAX)
  useLimit?: number | null;

  @Field(() => Int, EXPIRES)
  @IsOptional()
  @IsInt()
  @Min(EXPIRY_DAYS.min)
  @Max(EXPIRY_DAYS.max)
  expiresInDays?: number | null;
}

@InputType({ description: "The invitation to mail again." })
export class ResendOrganizationInvitationInput {
  @Field(() => idOf("OrganizationInvitation"), { description: "The invitation." })
  id!: string;
}

@InputType({ description: "The invitation to revoke." })
export class RevokeOrganizationInvitationInput {
  @Field(() => idOf("OrganizationInvitation"), { description: "The invitation." })
  id!: string;
}

@InputType({ description: "The invitation to accept." })
export class AcceptOrganizationInvitationInput {
  @Field(() => idOf("OrganizationInvitation"), { description: "The invitation: `OrganizationOffer.invitationId`." })
  id!: string;
}

@InputType({ description: "The invitation to decline." })
export class DeclineOrganizationInvitationInput {
  @Field(() => idOf("OrganizationInvitation"), { description: "The invitation: `OrganizationOffer.invitationId`." })
  id!: string;
}

@InputType({ description: "The link to use." })
export class JoinOrganizationInput {
  @Field(() => String, { description: "The code of the link. Case, spaces and hyphens do not matter." })
  @Length(1, 40)
  code!: string;
}

@ObjectType({ description: "Internal base type; not part of the schema." })
abstract class WithInvitation {
  @Field(() => OrganizationInvitationType, { description: "The invitation." })
  invitation!: InvitationRow;
}

@ObjectType({ description: "Result of inviteToOrganization." })
export class InviteToOrganizationPayload extends WithInvitation {}
@ObjectType({ description: "Result of createOrganizationLink." })
export class CreateOrganizationLinkPayload extends WithInvitation {}
@ObjectType({ description: "Result of resendOrganizationInvitation." })
export class ResendOrganizationInvitationPayload extends WithInvitation {}

@ObjectType({ description: "Result of revokeOrganizationInvitation." })
export class RevokeOrganizationInvitationPayload {
  @Field(() => idOf("OrganizationInvitation"), { description: "ID of the removed invitation." })
  deletedId!: string;
}

@ObjectType({ description: "Result of declineOrganizationInvitation." })
export class DeclineOrganizationInvitationPayload {
  @Field(() => idOf("OrganizationInvitation"), { description: "ID of the removed invitation." })
  deletedId!: string;
}

@ObjectType({ description: "Internal base type; not part of the schema." })
abstract class WithJoined {
  @Field(() => OrganizationType, { description: "The organization, with your role." })
  organization!: OrganizationRow;
}

@ObjectType({ description: "Result of acceptOrganizationInvitation." })
export class AcceptOrganizationInvitationPayload extends WithJoined {}
@ObjectType({ description: "Result of joinOrganization." })
export class JoinOrganizationPayload extends WithJoined {}
