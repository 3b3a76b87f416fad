import { ArrayMaxSize, IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, registerEnumType } from "type-graphql";
import type { Role } from "../../../../access/viewer.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { RoleEnum } from "../../../base/users/user.type.js";
import { USER_ORDERS } from "./user-search.js";

export const UserOrderEnum = enumOf(USER_ORDERS);

registerEnumType(UserOrderEnum, {
  name: "UserOrder",
  description: "Sort order of accounts.",
  valuesConfig: {
    NEWEST: { description: "Latest registration first." },
    OLDEST: { description: "Earliest registration first." },
    USERNAME: { description: "By username, A to Z." },
  },
});

@InputType({ description: "Conditions that accounts must match. All given conditions apply." })
export class UserFilter {
  @Field(() => String, {
    nullable: true,
    description: "Prefix of the username or e-mail address, or prefixes of words in the display name and the username: `ada lov`.",
  })
  @IsOptional()
  @MaxLength(254)
  search?: string | null;

  @Field(() => [RoleEnum], { nullable: true, description: "Only accounts with one of these roles." })
  @IsOptional()
  @ArrayMaxSize(10)
  roles?: Role[] | null;

  @Field(() => Boolean, { nullable: true, description: "true: only suspended accounts; false: only accounts that are not suspended." })
  @IsOptional()
  suspended?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "true: only accounts with a verified e-mail address; false: only accounts without one.",
  })
  @IsOptional()
  emailVerified?: boolean | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Created at this time or later." })
  @IsOptional()
  createdFrom?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Created before this time." })
  @IsOptional()
  createdBefore?: Date | null;
}
