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
  description: "What values a setting takes.",
  valuesConfig: {
    BOOLEAN: { description: "true or false." },
    INTEGER: { description: "A whole number from `minimum` to `maximum`." },
    TEXT: { description: "A text of at most `maximum` characters." },
  },
});

@ObjectType("SystemSetting", { implements: Node, description: "Something that admins change while the program runs. For admins." })
export class SystemSettingType implements Omit<SettingView, "changedById" | "value" | "default"> {
  @Field(() => String, { description: "Its name, as `area.name`; it never changes." })
  name!: string;

  @Field(() => String, { description: "What it does." })
  description!: string;

  @Field(() => SettingTypeEnum, { description: "What values it takes." })
  type!: SettingType;

  @Field(() => GraphQLJSON, { description: "What holds now: a boolean, a number or a string." })
  value!: unknown;

  @Field(() => GraphQLJSON, { description: "What holds until an admin says otherwise; it may come from the environment." })
  default!: unknown;

  @Field(() => Int, { nullable: true, description: "Least value of an INTEGER, least length of a TEXT; null for a BOOLEAN." })
  minimum!: number | null;

  @Field(() => Int, { nullable: true, description: "Greatest value of an INTEGER, greatest length of a TEXT; null for a BOOLEAN." })
  maximum!: number | null;

  @Field(() => Int, { description: "Grows with each change, from 0 on; changes name the one they were made on." })
  revision!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was last changed; null when it never was." })
  changedAt!: Date | null;
}

@InputType({ description: "A setting and its new value." })
export class SetSystemSettingInput {
  @Field(() => String, { description: "Its name." })
  @MaxLength(100)
  @OneLine()
  name!: string;

  @Field(() => GraphQLJSON, { description: "A boolean, a number or a string, as its type wants." })
  value!: unknown;

  @Field(() => Int, { description: "Its `revision` as you saw it." })
  @IsInt()
  @Min(0)
  expectedRevision!: number;
}

@InputType({ description: "A setting whose default is put back." })
export class ResetSystemSettingInput {
  @Field(() => String, { description: "Its name." })
  @MaxLength(100)
  @OneLine()
  name!: string;

  @Field(() => Int, { description: "Its `revision` as you saw it." })
  @IsInt()
  @Min(0)
  expectedRevision!: number;
}

@ObjectType({ description: "What setSystemSetting answers." })
export class SetSystemSettingPayload {
  @Field(() => SystemSettingType, { description: "The setting with its new value." })
  systemSetting!: SettingView;
}

@ObjectType({ description: "What resetSystemSetting answers." })
export class ResetSystemSettingPayload {
  @Field(() => SystemSettingType, { description: "The setting with its default." })
  systemSetting!: SettingView;
}
