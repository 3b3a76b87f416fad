import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsInt, IsOptional, Max, MaxLength, Min } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { Checked } from "../../../../graphql/checked.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { badInput } from "../../../../kernel/errors.js";
import { CATALOGUE } from "../../event-stream/catalogue/catalogue.js";
import { DESCRIPTION_MAX, EVENT_NAME_MAX, EVENTS_MAX, GRACE_HOURS, URL_MAX } from "../webhook-limits.js";
import type { EndpointRow } from "./endpoint.rows.js";
import { WebhookEndpointType } from "./webhook-endpoint.type.js";

/** What endpoints can subscribe to. */
const NAMES: ReadonlySet<string> = new Set(CATALOGUE.filter(({ audience }) => audience !== "INSTALLATION").map(({ type }) => type));

function expectEvents(events: readonly string[], field: string): void {
  const at = events.findIndex((name) => !NAMES.has(name));
  if (at >= 0) throw badInput(`${field}.${at}`, "There is no such event for organizations: see `webhookEvents`.", "UNKNOWN_VALUE");
}

const URL_FIELD = `An address with https on the public internet, at most ${URL_MAX} characters, without user name and password.`;
const EVENTS_FIELD = `Names of events of \`webhookEvents\`, 1 to ${EVENTS_MAX} different ones, not those for the INSTALLATION.`;
const DESCRIPTION_FIELD = `What it is for, at most ${DESCRIPTION_MAX} characters.`;

@InputType({ description: "A new webhook endpoint." })
export class CreateWebhookEndpointInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  organizationId!: string;

  @Field(() => String, { description: URL_FIELD })
  @Trimmed()
  @MaxLength(URL_MAX)
  url!: string;

  @Field(() => [String], { description: EVENTS_FIELD })
  @ArrayMinSize(1)
  @ArrayMaxSize(EVENTS_MAX)
  @ArrayUnique()
  @MaxLength(EVENT_NAME_MAX, { each: true })
  @Checked(expectEvents)
  events!: string[];

  @Field(() => String, { nullable: true, description: DESCRIPTION_FIELD })
  @IsOptional()
  @MaxLength(DESCRIPTION_MAX)
  description?: string | null;
}

@InputType({ description: "Changes of a webhook endpoint. Absent fields stay." })
@NeverNull<UpdateWebhookEndpointInput>("url", "events")
export class UpdateWebhookEndpointInput {
  @Field(() => idOf("WebhookEndpoint"), { description: "The endpoint." })
  id!: string;

  @Field(() => String, { nullable: true, description: URL_FIELD })
  @Trimmed()
  @IsOptional()
  @MaxLength(URL_MAX)
  url?: string;

  @Field(() => [String], { nullable: true, description: EVENTS_FIELD })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(EVENTS_MAX)
  @ArrayUnique()
  @MaxLength(EVENT_NAME_MAX, { each: true })
  @Checked(expectEvents)
  events?: string[];

  @Field(() => String, { nullable: true, description: DESCRIPTION_FIELD })
  @IsOptional()
  @MaxLength(DESCRIPTION_MAX)
  description?: string | null;
}

@InputType({ description: "The webhook endpoint to enable." })
export class EnableWebhookEndpointInput {
  @Field(() => idOf("WebhookEndpoint"), { description: "The endpoint." })
  id!: string;
}

@InputType({ description: "The webhook endpoint to pause." })
export class PauseWebhookEndpointInput {
  @Field(() => idOf("WebhookEndpoint"), { description: "The endpoint." })
  id!: string;
}

@InputType({ description: "A new secret for a webhook endpoint." })
export class RotateWebhookSecretInput {
  @Field(() => idOf("WebhookEndpoint"), { description: "The endpoint." })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: `Hours for which each request also has a signature by the present secret, ${GRACE_HOURS.min} to ${GRACE_HOURS.max}. Default ${GRACE_HOURS.default}; 0 if somebody else knows the secret.`,
  })
  @IsOptional()
  @IsInt()
  @Min(GRACE_HOURS.min)
  @Max(GRACE_HOURS.max)
  graceHours?: number | null;
}

@InputType({ description: "The webhook endpoint to delete." })
export class DeleteWebhookEndpointInput {
  @Field(() => idOf("WebhookEndpoint"), { description: "The endpoint." })
  id!: string;
}

@ObjectType({ description: "Internal base type; not part of the schema." })
abstract class WithEndpoint {
  @Field(() => WebhookEndpointType, { description: "The endpoint." })
  endpoint!: EndpointRow;
}

@ObjectType({ description: "Internal base type; not part of the schema." })
abstract class WithSecret extends WithEndpoint {
  @Field(() => String, {
    description: "The secret that verifies signatures, `whsec_` and base64. Shown here only: keep it where nobody else reads it.",
  })
  secret!: string;
}

@ObjectType({ description: "Result of createWebhookEndpoint." })
export class CreateWebhookEndpointPayload extends WithSecret {}
@ObjectType({ description: "Result of rotateWebhookSecret." })
export class RotateWebhookSecretPayload extends WithSecret {}
@ObjectType({ description: "Result of updateWebhookEndpoint." })
export class UpdateWebhookEndpointPayload extends WithEndpoint {}
@ObjectType({ description: "Result of enableWebhookEndpoint." })
export class EnableWebhookEndpointPayload extends WithEndpoint {}
@ObjectType({ description: "Result of pauseWebhookEndpoint." })
export class PauseWebhookEndpointPayload extends WithEndpoint {}

@ObjectType({ description: "Result of deleteWebhookEndpoint." })
export class DeleteWebhookEndpointPayload {
  @Field(() => idOf("WebhookEndpoint"), { description: "ID of the deleted endpoint." })
  deletedId!: string;
}
