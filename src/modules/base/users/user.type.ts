import { GraphQLDateTime, GraphQLEmailAddress } from "graphql-scalars";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../../graphql/node.js";
import { ROLES, type Role } from "../../../access/viewer.js";
import { Owned, Visible } from "../../../graphql/access.js";
import { Derived } from "../../../graphql/derived.js";
import { enumOf } from "../../../graphql/enum-of.js";
import { markdown, MarkdownType } from "../../../graphql/markdown.js";
import { connectionOf } from "../../../graphql/pagination.js";
import type { User } from "./user.entity.js";

export const RoleEnum = enumOf(ROLES);

registerEnumType(RoleEnum, {
  name: "Role",
  description: "Permissions of an account. Everyone starts as LEARNER; an admin grants the other roles.",
  valuesConfig: {
    LEARNER: { description: "Solves problems and sees their own submissions." },
    INSTRUCTOR: { description: "Can also write and publish problems." },
    BUSINESS_PARTNER: { description: "Manages an organization's cohorts." },
    ADMIN: { description: "Manages the platform: all content, all submissions, role requests." },
    SYSTEM_ADMIN: { description: "An admin who may also appoint system admins." },
  },
});

@Owned("user")
@ObjectType("User", {
  implements: Node,
  simpleResolvers: true,
  description: "An account. Fields restricted to its owner and admins are null for everyone else.",
})
export class UserType implements Pick<User, "id" | "username" | "displayName" | "bio" | "role" | "createdAt"> {
  @Visible("public")
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Visible("public")
  @Field(() => String, { description: "Unique name used in URLs: 3 to 30 lower case letters, digits, - and _." })
  username!: string;

  @Visible("public")
  @Field(() => String, { description: "Display name, 1 to 60 characters, not unique." })
  displayName!: string;

  @Visible("public")
  @Field(() => String, { description: "Self-description in Markdown; may be empty." })
  bio!: string;

  @Visible("public")
  @Derived(({ bio }: Pick<User, "bio">) => markdown(bio))
  @Field(() => MarkdownType, { description: "`bio` with its HTML." })
  bioMarkdown?: MarkdownType;

  @Visible("owner")
  @Field(() => String, {
    nullable: true,
    description: "Language of e-mails if they are available in it, as a BCP 47 tag such as `en` or `pt-BR`.",
  })
  locale?: string | null;

  @Visible("owner")
  @Field(() => String, { nullable: true, description: "IANA time zone of the account, such as `Europe/Zagreb`." })
  timezone?: string | null;

  @Visible("owner")
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether others can see `solvedCounts`, `xpPoints`, `level`, `streakDays`, `badges` and `practiceDays`. Off by default; the account changes it with `updateProfile`. Leaderboards show XP regardless, unless `updateLeaderboardSettings` hides the account.",
  })
  showProgress?: boolean | null;

  @Visible("owner")
  @Field(() => GraphQLEmailAddress, {
    nullable: true,
    description: "E-mail address. Only for the account itself and admins; null for others.",
  })
  email?: string | null;

  @Visible("owner")
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When the e-mail address was verified; null until then. Only for the account itself and admins.",
  })
  emailVerifiedAt?: Date | null;

  @Visible("owner")
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      "When an admin suspended the account, which prevents it from signing in; null if it is not suspended. Only for the account itself and admins.",
  })
  suspendedAt?: Date | null;

  @Visible("owner")
  @Field(() => String, {
    nullable: true,
    description: "Why the account is suspended; empty if it is not. Only for the account itself and admins.",
  })
  suspensionReason?: string | null;

  @Visible("public")
  @Field(() => RoleEnum, { description: "Role of the account." })
  role!: Role;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When the account was created." })
  createdAt!: Date;
}

export const UserConnection = connectionOf("User", () => UserType);
