import { ArrayMaxSize, IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, registerEnumType } from "type-graphql";
import type { Role } from "../../../../access/viewer.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { RoleEnum, UserType } from "../../../base/users/user.type.js";
import { USER_ORDERS } from "./user-search.js";

export const UserConnection = connectionOf("User", () => UserType);

export const UserOrderEnum = enumOf(USER_ORDERS);

registerEnumType(UserOrderEnum, {
  name: "UserOrder",
  description: "In what order to list accounts.",
  valuesConfig: {
    NEWEST: { description: "Latest registration first." },
    OLDEST: { description: "Earliest registration first." },
    USERNAME: { description: "By username, a to z." },
  },
});

@InputType({ description: "Which accounts to list: those that fit everything that is given." })
export class UserFilter {
  @Field(() => String, {
    nullable: true,
    description:
      "What username or e-mail address begins with, or words of the display name and the username, each by its beginning: `ada lov`.",
  })
  @IsOptional()
  @MaxLength(254)
  search?: string | null;

  @Field(() => [RoleEnum], { nullable: true, description: "Those with one of these roles." })
  @IsOptional()
  @ArrayMaxSize(10)
  roles?: Role[] | null;

  @Field(() => Boolean, { nullable: true, description: "true: only suspended ones; false: only others." })
  @IsOptional()
  suspended?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "true: only those whose e-mail address is confirmed; false: only others." })
  @IsOptional()
  emailVerified?: boolean | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Made at this time or later." })
  @IsOptional()
  createdFrom?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Made before this time." })
  @IsOptional()
  createdBefore?: Date | null;
}
