import { IsOptional, Length, Matches, MaxLength, ValidateNested } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import type { Role } from "../../../../access/viewer.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { RoleEnum } from "../../../base/users/user.type.js";
import { NAME_MAX, SLUG, SLUG_FIELD, SLUG_MAX, SLUG_RULE } from "../../../contracts/organization-name.js";
import { ROLE_REQUEST_STATUSES, type RoleRequestStatus } from "./role-request.entity.js";
import type { RoleRequestRow } from "./role-requests.service.js";

const RoleRequestStatusEnum = enumOf(ROLE_REQUEST_STATUSES);
registerEnumType(RoleRequestStatusEnum, {
  name: "RoleRequestStatus",
  description: "Status of a role request.",
  valuesConfig: {
    PENDING: { description: "Waiting for an admin's decision." },
    APPROVED: { description: "The account was given the role." },
    REJECTED: { description: "The account keeps its role." },
  },
});

@ObjectType("RoleRequest", {
  implements: Node,
  description: "An account's request for a role other than learner. Visible to that account and to admins.",
})
export class RoleRequestType implements Omit<RoleRequestRow, "userId" | "decidedById"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => RoleEnum, { description: "The requested role." })
  role!: Role;

  @Field(() => String, { description: "Reason given by the account; may be empty." })
  reason!: string;

  @Field(() => RoleRequestStatusEnum, { description: "Status of the request." })
  status!: RoleRequestStatus;

  @Field(() => String, { description: "The admin's comment; empty until decided, and optional." })
  comment!: string;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was decided; null while PENDING." })
  decidedAt!: Date | null;
}

export const RoleRequestConnection = connectionOf("RoleRequest", () => RoleRequestType);

@InputType({ description: "A request for another role." })
export class RequestRoleInput {
  @Field(() => RoleEnum, { description: "The role." })
  role!: Role;

  @Field(() => String, { nullable: true, description: "Reason, for the admin who decides; at most 1,000 characters." })
  @IsOptional()
  @MaxLength(1000)
  reason?: string | null;
}

@InputType({ description: "The first organization of a business partner, who becomes its owner." })
export class FirstOrganizationInput {
  @Field(() => String, { description: `Name, 1 to ${NAME_MAX} characters.` })
  @Trimmed()
  @OneLine()
  @Length(1, NAME_MAX)
  name!: string;

  @Field(() => String, { description: SLUG_FIELD })
  @MaxLength(SLUG_MAX)
  @Matches(SLUG, SLUG_RULE)
  slug!: string;
}

@InputType({ description: "An admin's decision." })
export class DecideRoleRequestInput {
  @Field(() => idOf("RoleRequest"), { description: "The request." })
  id!: string;

  @Field(() => Boolean, { description: "true gives the account the role immediately; false leaves its role unchanged." })
  approve!: boolean;

  @Field(() => String, { nullable: true, description: "Comment for the account, at most 1,000 characters." })
  @IsOptional()
  @MaxLength(1000)
  comment?: string | null;

  @Field(() => FirstOrganizationInput, {
    nullable: true,
    description: "Also creates an organization that the account owns. Only for the approval of a BUSINESS_PARTNER.",
  })
  @IsOptional()
  @ValidateNested()
  organization?: FirstOrganizationInput | null;
}

@InputType({ description: "Conditions that role requests must match." })
export class RoleRequestFilter {
  @Field(() => RoleRequestStatusEnum, { nullable: true, description: "Only requests with this status." })
  @IsOptional()
  status?: RoleRequestStatus | null;
}

@ObjectType({ description: "Result of requestRole." })
export class RequestRolePayload {
  @Field(() => RoleRequestType, { description: "The pending request." })
  roleRequest!: RoleRequestRow;
}

@ObjectType({ description: "Result of decideRoleRequest." })
export class DecideRoleRequestPayload {
  @Field(() => RoleRequestType, { description: "The request after the decision." })
  roleRequest!: RoleRequestRow;
}
