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

@ObjectType("FeatureFlag", {
  implements: Node,
  description: "A feature that can be turned on for some accounts. For admins; frontends query `featureFlags`.",
})
export class FeatureFlagType implements FeatureFlag {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "Name that `featureFlags` returns if the feature is on; it never changes." })
  name!: string;

  @Field(() => String, { description: "Purpose of the flag; may be empty." })
  description!: string;

  @Field(() => Boolean, {
    description: "Whether the feature is on at all. If false, it is off for everyone, regardless of the other fields.",
  })
  enabled!: boolean;

  @Field(() => Int, {
    description:
      "Percentage of the accounts matching `roles` for which the feature is on. The selection is stable: a higher percentage only adds accounts. Below 100 it is off for anonymous viewers.",
  })
  rolloutPercent!: number;

  @Field(() => [RoleEnum], { nullable: true, description: "Only accounts with these roles have the feature; null for everyone." })
  roles!: Role[] | null;

  @Field(() => Int, { description: "Increases with every change. Changes must state the revision they are based on." })
  revision!: number;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last changed." })
  updatedAt!: Date;
}

const NAME_MAX = 60;

@InputType()
class FlagFields {
  @Field(() => String, { nullable: true, description: "Purpose of the flag, at most 500 characters." })
  @IsOptional()
  @MaxLength(500)
  description?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the feature is on at all. Default for a new flag: false." })
  @IsOptional()
  enabled?: boolean | null;

  @Field(() => Int, { nullable: true, description: "Percentage of accounts, 0 to 100. Default for a new flag: 100." })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  rolloutPercent?: number | null;

  @Field(() => [RoleEnum], { nullable: true, description: "Only accounts with these roles; null for everyone." })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(ROLES.length)
  @ArrayUnique()
  roles?: Role[] | null;
}

@InputType({ description: "A new feature flag." })
export class CreateFeatureFlagInput extends FlagFields {
  @Field(() => String, {
    description: `Name of the flag, such as \`new-editor\`: 1 to ${NAME_MAX} of a to z, 0 to 9, - and _, starting with a letter.`,
  })
  @Matches(/^[a-z][a-z0-9_-]*$/, { message: "must have a to z, 0 to 9, - and _, and start with a letter" })
  @MaxLength(NAME_MAX)
  @OneLine()
  name!: string;
}

@InputType({
  description:
    "Changes to a feature flag. Omitted fields stay unchanged. null clears `description` and `roles`; for other fields it is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateFeatureFlagInput>("enabled", "rolloutPercent")
export class UpdateFeatureFlagInput extends FlagFields {
  @Field(() => String, { description: "Name of the flag." })
  @MaxLength(NAME_MAX)
  @OneLine()
  name!: string;

  @Field(() => Int, { description: "The `revision` that the change is based on." })
  @IsInt()
  @Min(1)
  expectedRevision!: number;
}

@InputType({ description: "Feature flag to delete." })
export class DeleteFeatureFlagInput {
  @Field(() => String, { description: "Name of the flag." })
  @MaxLength(NAME_MAX)
  @OneLine()
  name!: string;
}

@ObjectType({ description: "Result of createFeatureFlag." })
export class CreateFeatureFlagPayload {
  @Field(() => FeatureFlagType, { description: "The new flag." })
  featureFlag!: FeatureFlag;
}

@ObjectType({ description: "Result of updateFeatureFlag." })
export class UpdateFeatureFlagPayload {
  @Field(() => FeatureFlagType, { description: "The flag after the change." })
  featureFlag!: FeatureFlag;
}

@ObjectType({ description: "Result of deleteFeatureFlag." })
export class DeleteFeatureFlagPayload {
  @Field(() => idOf("FeatureFlag"), { description: "Id of the deleted flag." })
  deletedId!: string;
}
