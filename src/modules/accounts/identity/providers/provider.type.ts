import { IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { RefreshTokenPlaceEnum, type RefreshTokenPlace } from "../sign-in/identity.type.js";

const ProviderId = idOf("SignInProvider", "name");
const URL_MAX = 8192;
const FLOW =
  "`flow` from the mutation that started it. Keep it in the tab (sessionStorage) until then: it ties the callback to this browser.";
const CALLBACK = "The complete URL that the provider redirected the browser to, including its query.";

@ObjectType({ implements: Node, description: "An OpenID Connect provider that accounts can sign in with." })
export class SignInProvider {
  /** Local id; the global id is derived from it. */
  id!: string;

  @Field(() => String, {
    description: "Short name of the provider, such as `google`. It is part of the URL that the provider redirects the browser to.",
  })
  slug!: string;

  @Field(() => String, { description: "Display name." })
  name!: string;
}

@ObjectType("LinkedProvider", { implements: Node, description: "A provider identity that can sign in to the account." })
export class LinkedProviderType {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "Slug of the provider, which may no longer be among `signInProviders`." })
  provider!: string;

  @Field(() => GraphQLDateTime, { description: "When it was linked." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was last used to sign in; null if never." })
  lastUsedAt!: Date | null;
}

@InputType({ description: "The provider to sign in with." })
export class StartProviderSignInInput {
  @Field(() => ProviderId, { description: "Id or slug of one of `signInProviders`." })
  @MaxLength(30)
  provider!: string;
}

@InputType({ description: "The provider to link." })
export class StartProviderLinkInput {
  @Field(() => ProviderId, { description: "Id or slug of one of `signInProviders`." })
  @MaxLength(30)
  provider!: string;
}

@InputType({ description: "The provider's callback." })
export class CompleteProviderSignInInput {
  @Field(() => String, { description: FLOW })
  @MaxLength(URL_MAX)
  flow!: string;

  @Field(() => String, { description: CALLBACK })
  @MaxLength(URL_MAX)
  callbackUrl!: string;

  @Field(() => RefreshTokenPlaceEnum, { nullable: true, description: "Where to return the refresh token. Default: PAYLOAD." })
  @IsOptional()
  refreshTokenIn?: RefreshTokenPlace | null;
}

@InputType({ description: "The provider's callback." })
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
    description: "The account's password. Omit it if the account has none; the session must then be at most 15 minutes old.",
  })
  @IsOptional()
  @MaxLength(1000)
  password?: string | null;
}

@ObjectType({ description: "Result of startProviderSignIn." })
export class StartProviderSignInPayload {
  @Field(() => GraphQLURL, {
    description: "URL to redirect the browser to. The provider redirects it back to `<web application>/sign-in/<provider>`.",
  })
  url!: string;

  @Field(() => String, {
    description:
      "Input for the mutation that completes the flow: `completeProviderSignIn` or `linkProvider`. Keep it in the tab (sessionStorage) until then.",
  })
  flow!: string;

  @Field(() => GraphQLDateTime, { description: "When the flow expires." })
  expiresAt!: Date;
}

@ObjectType({ description: "Result of startProviderLink." })
export class StartProviderLinkPayload extends StartProviderSignInPayload {}

@ObjectType({ description: "Result of linkProvider." })
export class LinkProviderPayload {
  @Field(() => LinkedProviderType, { description: "The link." })
  linkedProvider!: LinkedProviderType;
}

@ObjectType({ description: "Result of unlinkProvider." })
export class UnlinkProviderPayload {
  @Field(() => idOf("LinkedProvider"), { description: "Id of the removed link." })
  deletedId!: string;
}
