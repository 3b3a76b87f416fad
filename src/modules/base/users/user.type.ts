import { GraphQLDateTime, GraphQLEmailAddress } from "graphql-scalars";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../../graphql/node.js";
import { ROLES, type Role } from "../../../access/viewer.js";
import { Owned, Visible } from "../../../graphql/access.js";
import { enumOf } from "../../../graphql/enum-of.js";
import type { User } from "./user.entity.js";

export const RoleEnum = enumOf(ROLES);

registerEnumType(RoleEnum, {
  name: "Role",
  description: "What an account may do. Everyone starts as LEARNER; an admin grants the others.",
  valuesConfig: {
    LEARNER: { description: "Solves problems and sees their own work." },
    INSTRUCTOR: { description: "Also writes and publishes problems." },
    BUSINESS_PARTNER: { description: "Runs an organization's cohorts." },
    ADMIN: { description: "Runs the platform: all content, all submissions, role requests." },
    SYSTEM_ADMIN: { description: "An admin who may also appoint system admins." },
  },
});

@Owned("user")
@ObjectType("User", {
  implements: Node,
  simpleResolvers: true,
  description: "An account. Fields that only its owner may see are null for everyone else.",
})
export class UserType implements Pick<User, "id" | "username" | "displayName" | "bio" | "role" | "createdAt"> {
  @Visible("public")
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Visible("public")
  @Field(() => String, { description: "Unique name in addresses: 3 to 30 lower case letters, digits, - and _." })
  username!: string;

  @Visible("public")
  @Field(() => String, { description: "Name to show, 1 to 60 characters, not unique." })
  displayName!: string;

  @Visible("public")
  @Field(() => String, { description: "About the account, in Markdown; may be empty." })
  bio!: string;

  @Visible("owner")
  @Field(() => String, {
    nullable: true,
    description: "Language of mails where there is a choice, as a BCP 47 tag such as `en` or `pt-BR`.",
  })
  locale?: string | null;

  @Visible("owner")
  @Field(() => String, { nullable: true, description: "IANA name of the account's time zone, such as `Europe/Zagreb`." })
  timezone?: string | null;

  @Visible("owner")
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether others see `solvedCounts`: off until the account allows it with `updateProfile`.",
  })
  showProgress?: boolean | null;

  @Visible("owner")
  @Field(() => GraphQLEmailAddress, { nullable: true, description: "Only for the account itself and admins; null for others." })
  email?: string | null;

  @Visible("owner")
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When the e-mail address was confirmed; null until then. Only for the account itself and admins.",
  })
  emailVerifiedAt?: Date | null;

  @Visible("owner")
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      "When an admin suspended the account, which keeps it from signing in; null when it may. Only for the account itself and admins.",
  })
  suspendedAt?: Date | null;

  @Visible("owner")
  @Field(() => String, {
    nullable: true,
    description: "Why it is suspended; empty when it is not. Only for the account itself and admins.",
  })
  suspensionReason?: string | null;

  @Visible("public")
  @Field(() => RoleEnum, { description: "What the account may do." })
  role!: Role;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When the account was made." })
  createdAt!: Date;
}
