import { IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import type { Role } from "../../../../access/viewer.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { RoleEnum } from "../../../base/users/user.type.js";
import { ROLE_REQUEST_STATUSES, type RoleRequestStatus } from "./role-request.entity.js";
import type { RoleRequestRow } from "./role-requests.service.js";

const RoleRequestStatusEnum = enumOf(ROLE_REQUEST_STATUSES);
registerEnumType(RoleRequestStatusEnum, {
  name: "RoleRequestStatus",
  description: "What became of a role request.",
  valuesConfig: {
    PENDING: { description: "Waits for an admin." },
    APPROVED: { description: "The account has been given the role." },
    REJECTED: { description: "The account keeps the role it had." },
  },
});

@ObjectType("RoleRequest", {
  implements: Node,
  description: "An account's wish to be more than a learner. Seen by that account and by admins.",
})
export class RoleRequestType implements Omit<RoleRequestRow, "userId" | "decidedById"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => RoleEnum, { description: "The role asked for." })
  role!: Role;

  @Field(() => String, { description: "Why, in the account's words; may be empty." })
  reason!: string;

  @Field(() => RoleRequestStatusEnum, { description: "What became of it." })
  status!: RoleRequestStatus;

  @Field(() => String, { description: "The admin's words; empty until decided, and maybe after." })
  comment!: string;

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was decided; null while PENDING." })
  decidedAt!: Date | null;
}

export const RoleRequestConnection = connectionOf("RoleRequest", () => RoleRequestType);

@InputType({ description: "A wish for another role." })
export class RequestRoleInput {
  @Field(() => RoleEnum, { description: "The role." })
  role!: Role;

  @Field(() => String, { nullable: true, description: "Why, for the admin who decides; at most 1,000 characters." })
  @IsOptional()
  @MaxLength(1000)
  reason?: string | null;
}

@InputType({ description: "An admin's decision." })
export class DecideRoleRequestInput {
  @Field(() => idOf("RoleRequest"), { description: "The request." })
  id!: string;

  @Field(() => Boolean, { description: "true gives the account the role at once; false leaves it as it is." })
  approve!: boolean;

  @Field(() => String, { nullable: true, description: "A word to the account, at most 1,000 characters." })
  @IsOptional()
  @MaxLength(1000)
  comment?: string | null;
}

@InputType({ description: "Which role requests to list." })
export class RoleRequestFilter {
  @Field(() => RoleRequestStatusEnum, { nullable: true, description: "Only those in this state." })
  @IsOptional()
  status?: RoleRequestStatus | null;
}

@ObjectType({ description: "What requestRole answers." })
export class RequestRolePayload {
  @Field(() => RoleRequestType, { description: "The request, waiting for an admin." })
  roleRequest!: RoleRequestRow;
}

@ObjectType({ description: "What decideRoleRequest answers." })
export class DecideRoleRequestPayload {
  @Field(() => RoleRequestType, { description: "The request as it was decided." })
  roleRequest!: RoleRequestRow;
}
