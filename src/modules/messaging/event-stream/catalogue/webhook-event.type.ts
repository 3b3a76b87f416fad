import { GraphQLJSONObject } from "graphql-scalars";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { EVENT_AUDIENCES, exampleOf, schemaOf, type EventAudience, type PublicEvent } from "./public-event.js";

export const EventAudienceEnum = enumOf(EVENT_AUDIENCES);
registerEnumType(EventAudienceEnum, {
  name: "WebhookEventAudience",
  description: "Which organizations get an event by webhook. The operator's Redis stream has all of them.",
  valuesConfig: {
    ORGANIZATION: { description: "The organization that the event is about." },
    MEMBER: { description: "Each active organization that the account in `data.userId` is a member of." },
    INSTALLATION: { description: "None: the event is only in the Redis stream of the installation." },
  },
});

@ObjectType("WebhookEvent", {
  simpleResolvers: true,
  description:
    "A kind of event that organizations get by webhook. Events carry ids and words, never e-mail addresses or source code. Fields may be added to `data` without a new version.",
})
export class WebhookEventType {
  @Derived(({ type }: PublicEvent) => type)
  @Field(() => String, { description: "Name, such as `submission.judged`: the `type` of its events, and what endpoints subscribe to." })
  name!: string;

  @Field(() => Int, { description: "Version of the payload: raised when the meaning of a field changes." })
  version!: number;

  @Field(() => String, { description: "When it happens." })
  description!: string;

  @Field(() => EventAudienceEnum, { description: "Which organizations get it." })
  audience!: EventAudience;

  @Derived((event: PublicEvent) => schemaOf(event))
  @Field(() => GraphQLJSONObject, { description: "JSON Schema (2020-12) of the body of its webhooks." })
  schema?: object;

  @Derived((event: PublicEvent) => exampleOf(event))
  @Field(() => GraphQLJSONObject, { description: "An example of the body, with made-up ids." })
  example?: object;
}
