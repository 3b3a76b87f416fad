import { IsOptional, MaxLength } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import { Checked } from "../../../../graphql/checked.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { UserType } from "../../../base/users/user.type.js";
import { displayNameFrom } from "../credentials/account-rules.js";
import { localeFrom } from "../locale.js";
import { timeZoneFrom } from "../time-zone.js";

@InputType({
  description:
    "Changes to the signed-in account's profile. Omitted fields stay unchanged. null clears `bio`; for other fields it is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateProfileInput>("displayName", "locale", "timezone", "showProgress")
export class UpdateProfileInput {
  @Field(() => String, { nullable: true, description: "Display name, 1 to 60 characters." })
  @Checked(displayNameFrom)
  displayName?: string | null;

  @Field(() => String, { nullable: true, description: "About you, in Markdown, at most 2,000 characters; empty clears it." })
  @IsOptional()
  @MaxLength(2000)
  bio?: string | null;

  @Field(() => String, { nullable: true, description: "A BCP 47 language tag, such as `en` or `pt-BR`." })
  @Checked(localeFrom)
  locale?: string | null;

  @Field(() => String, { nullable: true, description: "An IANA time zone, such as `Europe/Zagreb`." })
  @Checked(timeZoneFrom)
  timezone?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether others can see your `solvedCounts`, `xpPoints`, `level`, `streakDays`, `badges` and `practiceDays`. Leaderboards have a setting of their own: `updateLeaderboardSettings`.",
  })
  @IsOptional()
  showProgress?: boolean | null;
}

@ObjectType({ description: "Result of updateProfile." })
export class UpdateProfilePayload {
  @Field(() => UserType, { description: "The account after the change." })
  user!: UserType;
}
