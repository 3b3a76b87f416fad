import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsInt, IsOptional, Matches, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { ROLES, type Role } from "../../../../access/viewer.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { Node } from "../../../../graphql/node.js";
import { RoleEnum } from "../../users/user.type.js";
import type { FeatureFlag } from "./feature-flag.entity.js";

@ObjectType("FeatureFlag", { implements: Node, description: "A feature that is on for some. For admins; frontends ask `featureFlags`." })
export class FeatureFlagType implements FeatureFlag {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "What `featureFlags` answers where it is on; it never changes." })
  name!: string;

  @Field(() => String, { description: "What it is for; may be empty." })
  description!: string;

  @Field(() => Boolean, { description: "Off is off for everyone, whatever stands below." })
  enabled!: boolean;

  @Field(() => Int, {
    description:
      "The percentage of the accounts that `roles` allows for which it is on. They are always the same accounts; a greater number only adds some. Below 100 it is off for anonymous viewers.",
  })
  rolloutPercent!: number;

  @Field(() => [RoleEnum], { nullable: true, description: "On for accounts of these roles alone; null for everyone." })
  roles!: Role[] | null;

  @Field(() => Int, { description: "Grows with each change; changes name the one they were made on." })
  revision!: number;

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last changed." })
  updatedAt!: Date;
}

const NAME_MAX = 60;

@InputType()
class FlagFields {
  @Field(() => String, { nullable: true, description: "What it is for, at most 500 characters." })
  @IsOptional()
  @MaxLength(500)
  description?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether it is on at all. A new one is off." })
  @IsOptional()
  enabled?: boolean | null;

  @Field(() => Int, { nullable: true, description: "For how many accounts in a hundred, 0 to 100. A new one has 100." })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  rolloutPercent?: number | null;

  @Field(() => [RoleEnum], { nullable: true, description: "For accounts of these roles alone; null for everyone." })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(ROLES.length)
  @ArrayUnique()
  roles?: Role[] | null;
}

@InputType({ description: "A new feature flag." })
export class CreateFeatureFlagInput extends FlagFields {
  @Field(() => String, { description: `Its name, such as \`new-editor\`: 1 to ${NAME_MAX} of a to z, 0 to 9, - and _, a letter first.` })
  @Matches(/^[a-z][a-z0-9_-]*$/, { message: "use a to z, 0 to 9, - and _, a letter first" })
  @MaxLength(NAME_MAX)
  @OneLine()
  name!: string;
}

@InputType({
  description:
    "A change of a feature flag. What is absent stays as it is. null clears `description` and `roles`; elsewhere it is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateFeatureFlagInput>("enabled", "rolloutPercent")
export class UpdateFeatureFlagInput extends FlagFields {
  @Field(() => String, { description: "Its name." })
  @MaxLength(NAME_MAX)
  @OneLine()
  name!: string;

  @Field(() => Int, { description: "Its `revision` as you saw it." })
  @IsInt()
  @Min(1)
  expectedRevision!: number;
}

@InputType({ description: "A feature flag that is done with." })
export class DeleteFeatureFlagInput {
  @Field(() => String, { description: "Its name." })
  @MaxLength(NAME_MAX)
  @OneLine()
  name!: string;
}

@ObjectType({ description: "What createFeatureFlag answers." })
export class CreateFeatureFlagPayload {
  @Field(() => FeatureFlagType, { description: "The new flag." })
  featureFlag!: FeatureFlag;
}

@ObjectType({ description: "What updateFeatureFlag answers." })
export class UpdateFeatureFlagPayload {
  @Field(() => FeatureFlagType, { description: "The flag as it is now." })
  featureFlag!: FeatureFlag;
}

@ObjectType({ description: "What deleteFeatureFlag answers." })
export class DeleteFeatureFlagPayload {
  @Field(() => idOf("FeatureFlag"), { description: "Id of the deleted flag." })
  deletedId!: string;
}
