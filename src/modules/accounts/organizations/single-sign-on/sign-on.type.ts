import { ArrayMaxSize, IsOptional, Length, Matches, MaxLength } from "class-validator";
import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import type { OrganizationRole } from "../../../../access/viewer.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { IsEmailAddress } from "../../identity/credentials/email-address.js";
import { LoginPayload, RefreshTokenPlaceEnum, type RefreshTokenPlace } from "../../identity/sign-in/identity.type.js";
import { CLIENT_ID_MAX, CLIENT_SECRET_MAX, DOMAIN_MAX, DOMAINS_MAX, ISSUER_MAX, SLUG_MAX } from "../organization-limits.js";
import { OrganizationRoleEnum } from "../organization.type.js";
import type { SignOnFault } from "./sign-on-config.service.js";
import type { SignOnRow } from "./sign-on.rows.js";

const URL_MAX = 8192;
const FAULTS = [
  "UNREACHABLE",
  "CLOSED_ADDRESS",
  "NO_ENDPOINTS",
  "NO_CODE_FLOW",
  "NO_PKCE",
  "NO_SIGNING_KEYS",
] as const satisfies readonly SignOnFault[];

const SignOnFaultEnum = enumOf(FAULTS);
registerEnumType(SignOnFaultEnum, {
  name: "SingleSignOnFault",
  description: "What is wrong with the provider of a single sign-on.",
  valuesConfig: {
    UNREACHABLE: {
      description:
        "`<issuer>/.well-known/openid-configuration` or the keys could not be read, are invalid, or are those of another issuer.",
    },
    CLOSED_ADDRESS: { description: "An address of the provider is not on the public internet, or not https." },
    NO_ENDPOINTS: { description: "The document names no authorization endpoint, token endpoint or key set." },
    NO_CODE_FLOW: { description: "The provider does not support the authorization code flow." },
    NO_PKCE: { description: "The provider does not support PKCE with S256." },
    NO_SIGNING_KEYS: { description: "The key set has no public key for signatures." },
  },
});

@ObjectType("OrganizationSingleSignOn", {
  implements: Node,
  simpleResolvers: true,
  description:
    "Single sign-on of an organization by OpenID Connect. For owners of the organization in a session, and admins. Applies to the domains whose `singleSignOn` is true. The client secret is never returned.",
})
export class OrganizationSingleSignOnType implements Omit<SignOnRow, "organizationId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Issuer of the provider." })
  issuer!: string;

  @Field(() => String, { description: "Client ID at the provider." })
  clientId!: string;

  @Field(() => Boolean, { description: "Whether a client secret is stored." })
  isConfidential!: boolean;

  @Field(() => OrganizationRoleEnum, { description: "Role of people whom their first sign-in makes members." })
  defaultRole!: OrganizationRole;

  @Field(() => Boolean, { description: "Whether people can sign in with it." })
  enabled!: boolean;

  @Field(() => Boolean, {
    description: "Whether members with an address of these domains, owners excepted, can sign in with it only: SSO_REQUIRED otherwise.",
  })
  enforced!: boolean;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Last test without faults; null if there was none since the last change." })
  testedAt!: Date | null;

  version!: number;

  @Field(() => GraphQLDateTime, { description: "When it was set up." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last changed." })
  updatedAt!: Date;
}

@InputType({ description: "Single sign-on of an organization." })
export class SetOrganizationSingleSignOnInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  organizationId!: string;

  @Field(() => String, {
    description: `Issuer of the provider, with https, without query, exactly as in its tokens. At most ${ISSUER_MAX} characters.`,
  })
  @Trimmed()
  @Length(1, ISSUER_MAX)
  issuer!: string;

  @Field(() => String, { description: `Client ID at the provider, 1 to ${CLIENT_ID_MAX} characters.` })
  @Trimmed()
  @Length(1, CLIENT_ID_MAX)
  @Matches(/^[\x20-\x7e]*$/, { message: "must consist of printable ASCII characters" })
  clientId!: string;

  @Field(() => String, {
    nullable: true,
    description: `Client secret, at most ${CLIENT_SECRET_MAX} characters; stored encrypted. Omit it to keep the present one, which works for the same issuer only. Null for a client without a secret.`,
  })
  @IsOptional()
  @Length(1, CLIENT_SECRET_MAX)
  @Matches(/^[\x20-\x7e]*$/, { message: "must consist of printable ASCII characters" })
  clientSecret?: string | null;

  @Field(() => [String], { description: `Verified domains of the organization that take part, at most ${DOMAINS_MAX}.` })
  @ArrayMaxSize(DOMAINS_MAX)
  @MaxLength(DOMAIN_MAX, { each: true })
  domains!: string[];

  @Field(() => OrganizationRoleEnum, { nullable: true, description: "Role of new members. Default LEARNER; never OWNER." })
  @IsOptional()
  defaultRole?: OrganizationRole | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether people can sign in with it. Default true. Switching it off ends no session.",
  })
  @IsOptional()
  enabled?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Whether members must sign in with it. Default false." })
  @IsOptional()
  enforced?: boolean | null;
}

@InputType({ description: "The organization whose single sign-on to test." })
export class TestOrganizationSingleSignOnInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  organizationId!: string;
}

@InputType({ description: "The organization whose single sign-on to remove." })
export class RemoveOrganizationSingleSignOnInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  organizationId!: string;
}

@ObjectType({ description: "Result of setOrganizationSingleSignOn." })
export class SetOrganizationSingleSignOnPayload {
  @Field(() => OrganizationSingleSignOnType, { description: "The single sign-on." })
  singleSignOn!: SignOnRow;
}

@ObjectType({ description: "Result of testOrganizationSingleSignOn." })
export class TestOrganizationSingleSignOnPayload {
  @Field(() => OrganizationSingleSignOnType, { description: "The single sign-on." })
  singleSignOn!: SignOnRow;

  @Field(() => [SignOnFaultEnum], {
    description: "What is wrong; empty if nothing was found. Client ID and secret are checked at the first sign-in only.",
  })
  faults!: SignOnFault[];
}

@ObjectType({ description: "Result of removeOrganizationSingleSignOn." })
export class RemoveOrganizationSingleSignOnPayload {
  @Field(() => idOf("OrganizationSingleSignOn"), { description: "ID of the removed single sign-on." })
  deletedId!: string;
}

@ObjectType({ simpleResolvers: true, description: "Single sign-on that the domain of an address has." })
export class SingleSignOnOption {
  @Field(() => String, { description: "Slug of the organization, for `startSingleSignOn`." })
  organization!: string;

  @Field(() => String, { description: "Name of the organization." })
  name!: string;

  @Field(() => Boolean, { description: "Whether members with an address of this domain must use it. Owners of the organization need not." })
  required!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: "Ways to sign in with an address. They depend on its domain only, and say nothing about whether it has an account.",
})
export class SignInOptions {
  @Field(() => SingleSignOnOption, { nullable: true, description: "Single sign-on of an organization; null if the domain has none." })
  singleSignOn!: SingleSignOnOption | null;
}

@InputType({ description: "Where to sign in: exactly one of the two." })
export class StartSingleSignOnInput {
  @Field(() => String, { nullable: true, description: "Slug of the organization." })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  organization?: string | null;

  @Field(() => String, { nullable: true, description: "E-mail address; its domain names the organization." })
  @IsOptional()
  @IsEmailAddress()
  email?: string | null;
}

@ObjectType({ description: "Result of startSingleSignOn." })
export class StartSingleSignOnPayload {
  @Field(() => GraphQLURL, {
    description:
      "URL to redirect the browser to. The provider redirects it back to `<web application>/sign-in/organizations/<id>`, with the UUID of the organization.",
  })
  url!: string;

  @Field(() => String, {
    description: "Input for `completeSingleSignOn`. Keep it in the tab (sessionStorage) until then: it ties the callback to this browser.",
  })
  flow!: string;

  @Field(() => GraphQLDateTime, { description: "When the flow expires." })
  expiresAt!: Date;
}

@InputType({ description: "The provider's callback." })
export class CompleteSingleSignOnInput {
  @Field(() => String, { description: "`flow` of `startSingleSignOn`. It works once." })
  @MaxLength(URL_MAX)
  flow!: string;

  @Field(() => String, { description: "The complete URL that the provider redirected the browser to, including its query." })
  @MaxLength(URL_MAX)
  callbackUrl!: string;

  @Field(() => RefreshTokenPlaceEnum, { nullable: true, description: "Where to return the refresh token. Default: PAYLOAD." })
  @IsOptional()
  refreshTokenIn?: RefreshTokenPlace | null;
}

@ObjectType({ description: "Result of completeSingleSignOn." })
export class CompleteSingleSignOnPayload extends LoginPayload {}
