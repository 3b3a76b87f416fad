import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import type { OrganizationRow } from "../../../accounts/organizations/organization.rows.js";
import { OrganizationType } from "../../../accounts/organizations/organization.type.js";
import { AiQuotaType } from "../requests/ai-request.type.js";

@ObjectType("AiSettings", { simpleResolvers: true, description: "Whether and how you can use AI." })
export class AiSettingsType {
  @Field(() => Boolean, { description: "Whether this installation has AI, and no admin has switched it off." })
  available!: boolean;

  @Field(() => String, { nullable: true, description: "Who answers: the host name of the provider, or `built-in rules`; null without AI." })
  providerName!: string | null;

  @Field(() => String, { nullable: true, description: "Name of the model; null without AI." })
  modelName!: string | null;

  @Field(() => Boolean, { description: "Whether a language model answers. False for built-in rules." })
  isModel!: boolean;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When you agreed that your texts and code are sent to the provider; null if you did not.",
  })
  consentGivenAt!: Date | null;

  @Field(() => AiQuotaType, { description: "Requests that you may make." })
  quota!: AiQuotaType;
}

@InputType({ description: "Whether you agree." })
export class SetAiConsentInput {
  @Field(() => Boolean, {
    description: "True: your texts and code may be sent to the AI provider when you ask for something. False: not any more.",
  })
  given!: boolean;
}

@ObjectType({ description: "Result of setAiConsent." })
export class SetAiConsentPayload {
  @Field(() => AiSettingsType, { description: "The settings after the change." })
  settings!: AiSettingsType;
}

@InputType({ description: "The organization, and whether it has AI." })
export class SetOrganizationAiInput {
  @Field(() => idOf("Organization"), { description: "ID of the organization." })
  organizationId!: string;

  @Field(() => Boolean, { description: "False: its members can't use AI, and its content is not sent. True is the default." })
  enabled!: boolean;
}

@ObjectType({ description: "Result of setOrganizationAi." })
export class SetOrganizationAiPayload {
  @Field(() => Boolean, { description: "Whether the organization has AI now." })
  enabled!: boolean;

  @Field(() => OrganizationType, { description: "The organization, with `aiEnabled` as it is now." })
  organization!: OrganizationRow | null;
}
