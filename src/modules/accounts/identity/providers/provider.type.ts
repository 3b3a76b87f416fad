import { IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { RefreshTokenPlaceEnum, type RefreshTokenPlace } from "../sign-in/identity.type.js";

const ProviderId = idOf("SignInProvider", "name");
const URL_MAX = 8192;
const FLOW = "`flow` of the answer that began it. Keep it in the tab (sessionStorage) meanwhile: it ties what comes back to this browser.";
const CALLBACK = "The whole address that the provider sent the browser back to, with its query.";

@ObjectType({ implements: Node, description: "A provider of OpenID Connect that accounts can sign in with." })
export class SignInProvider {
  /** Local id; the global id is derived from it. */
  id!: string;

  @Field(() => String, {
    description: "Its short name here, such as `google`; it stands in the address that the provider sends the browser back to.",
  })
  slug!: string;

  @Field(() => String, { description: "Its name to show." })
  name!: string;
}

@ObjectType("LinkedProvider", { implements: Node, description: "An identity at a provider that signs in to the account." })
export class LinkedProviderType {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "Slug of the provider, which may no longer be among `signInProviders`." })
  provider!: string;

  @Field(() => GraphQLDateTime, { description: "When it was linked." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was last used to sign in; null when never." })
  lastUsedAt!: Date | null;
}

@InputType({ description: "Which provider." })
export class StartProviderSignInInput {
  @Field(() => ProviderId, { description: "Id or slug of one of `signInProviders`." })
  @MaxLength(30)
  provider!: string;
}

@InputType({ description: "Which provider." })
export class StartProviderLinkInput {
  @Field(() => ProviderId, { description: "Id or slug of one of `signInProviders`." })
  @MaxLength(30)
  provider!: string;
}

@InputType({ description: "What came back from the provider." })
export class CompleteProviderSignInInput {
  @Field(() => String, { description: FLOW })
  @MaxLength(URL_MAX)
  flow!: string;

  @Field(() => String, { description: CALLBACK })
  @MaxLength(URL_MAX)
  callbackUrl!: string;

  @Field(() => RefreshTokenPlaceEnum, { nullable: true, description: "Where to put the refresh token. Default: PAYLOAD." })
  @IsOptional()
  refreshTokenIn?: RefreshTokenPlace | null;
}

@InputType({ description: "What came back from the provider." })
export class LinkProviderInput {
  @Field(() => String, { description: FLOW })
  @MaxLength(URL_MAX)
  flow!: string;

  @Field(() => String, { description: CALLBACK })
  @MaxLength(URL_MAX)
  callbackUrl!: string;
}

@InputType({ description: "The link to remove." })
export class UnlinkProviderInput {
  @Field(() => idOf("LinkedProvider"), { description: "`id` of one of `linkedProviders`." })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: "The account's password. Accounts without one leave it out, and must have signed in within 15 minutes.",
  })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@ObjectType({ description: "What startProviderSignIn answers." })
export class StartProviderSignInPayload {
  @Field(() => GraphQLURL, { description: "Send the browser there. It comes back to `<web application>/sign-in/<provider>`." })
  url!: string;

  @Field(() => String, {
    description:
      "For the mutation that ends it: `completeProviderSignIn`, or `linkProvider`. Keep it in the tab (sessionStorage) meanwhile.",
  })
  flow!: string;

  @Field(() => GraphQLDateTime, { description: "Until when the flow can be completed." })
  expiresAt!: Date;
}

@ObjectType({ description: "What startProviderLink answers." })
export class StartProviderLinkPayload extends StartProviderSignInPayload {}

@ObjectType({ description: "What linkProvider answers." })
export class LinkProviderPayload {
  @Field(() => LinkedProviderType, { description: "The link." })
  linkedProvider!: LinkedProviderType;
}

@ObjectType({ description: "What unlinkProvider answers." })
export class UnlinkProviderPayload {
  @Field(() => idOf("LinkedProvider"), { description: "Id of the removed link." })
  deletedId!: string;
}
