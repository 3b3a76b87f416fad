import { IsInt, MaxLength, Min } from "class-validator";
import { GraphQLDateTime, GraphQLJSON } from "graphql-scalars";
import { Field, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../graphql/enum-of.js";
import { OneLine } from "../../../graphql/one-line.js";
import { Node } from "../../../graphql/node.js";
import { SETTING_TYPES, type SettingType } from "../../contracts/setting.js";
import type { SettingView } from "./settings.service.js";

const SettingTypeEnum = enumOf(SETTING_TYPES);
registerEnumType(SettingTypeEnum, {
  name: "SystemSettingType",
  description: "Type of a setting's value.",
  valuesConfig: {
    BOOLEAN: { description: "true or false." },
    INTEGER: { description: "An integer from `minimum` to `maximum`." },
    TEXT: { description: "A string of at most `maximum` characters." },
  },
});

@ObjectType("SystemSetting", { implements: Node, description: "A setting that admins can change at runtime. For admins." })
export class SystemSettingType implements Omit<SettingView, "changedById" | "value" | "default"> {
  @Field(() => String, { description: "Name of the setting, as `area.name`; it never changes." })
  name!: string;

  @Field(() => String, { description: "What the setting does." })
  description!: string;

  @Field(() => SettingTypeEnum, { description: "Type of the value." })
  type!: SettingType;

  @Field(() => GraphQLJSON, { description: "Current value: a boolean, a number or a string." })
  value!: unknown;

  @Field(() => GraphQLJSON, { description: "Value that applies unless an admin changes it; it may come from the environment." })
  default!: unknown;

  @Field(() => Int, { nullable: true, description: "Minimum value of an INTEGER, minimum length of a TEXT; null for a BOOLEAN." })
  minimum!: number | null;

  @Field(() => Int, { nullable: true, description: "Maximum value of an INTEGER, maximum length of a TEXT; null for a BOOLEAN." })
  maximum!: number | null;

  @Field(() => Int, { description: "Starts at 0 and increases with every change. Changes must state the revision they are based on." })
  revision!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was last changed; null if never." })
  changedAt!: Date | null;
}

@InputType({ description: "A setting and its new value." })
export class SetSystemSettingInput {
  @Field(() => String, { description: "Name of the setting." })
  @MaxLength(100)
  @OneLine()
  name!: string;

  @Field(() => GraphQLJSON, { description: "A boolean, a number or a string, according to the setting's type." })
  value!: unknown;

  @Field(() => Int, { description: "The `revision` that the change is based on." })
  @IsInt()
  @Min(0)
  expectedRevision!: number;
}

@InputType({ description: "A setting to reset to its default." })
export class ResetSystemSettingInput {
  @Field(() => String, { description: "Name of the setting." })
  @MaxLength(100)
  @OneLine()
  name!: string;

  @Field(() => Int, { description: "The `revision` that the change is based on." })
  @IsInt()
  @Min(0)
  expectedRevision!: number;
}

@ObjectType({ description: "Result of setSystemSetting." })
export class SetSystemSettingPayload {
  @Field(() => SystemSettingType, { description: "The setting with its new value." })
  systemSetting!: SettingView;
}

@ObjectType({ description: "Result of resetSystemSetting." })
export class ResetSystemSettingPayload {
  @Field(() => SystemSettingType, { description: "The setting with its default value." })
  systemSetting!: SettingView;
}
