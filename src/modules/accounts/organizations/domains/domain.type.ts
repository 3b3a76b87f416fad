import { MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Checked } from "../../../../graphql/checked.js";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { DOMAIN_MAX } from "../organization-limits.js";
import { expectDomain, recordName, recordValue } from "./domain-name.js";
import type { DomainRow } from "./domain.rows.js";

@ObjectType("OrganizationDomain", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A domain of e-mail addresses, without its subdomains. For owners and managers of the organization. A verified domain belongs to one organization. It is checked again every day; once its record was missing for 7 days it is no longer verified.",
})
export class OrganizationDomainType implements Pick<
  DomainRow,
  "id" | "domain" | "verifiedAt" | "missingSince" | "autoJoin" | "singleSignOn" | "createdAt"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Domain in lower-case ASCII, such as `example.org` or `xn--mnchen-3ya.example`." })
  domain!: string;

  @Derived(({ domain }: DomainRow) => recordName(domain))
  @Field(() => String, { description: "Name of the TXT record that proves control of the domain." })
  recordName?: string;

  @Derived(({ token }: DomainRow) => recordValue(token))
  @Field(() => String, { description: "Value of that record." })
  recordValue?: string;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was verified; null if it is not." })
  verifiedAt!: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "Since when the record of a verified domain is missing; null while it is there.",
  })
  missingSince!: Date | null;

  @Field(() => Boolean, {
    description: "Whether people who confirm an address of the verified domain become learners, as long as there are seats.",
  })
  autoJoin!: boolean;

  @Field(() => Boolean, { description: "Whether the organization's single sign-on is for addresses of this domain, once it is verified." })
  singleSignOn!: boolean;

  @Field(() => GraphQLDateTime, { description: "When it was added." })
  createdAt!: Date;
}

@InputType({ description: "A new domain." })
export class AddOrganizationDomainInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  organizationId!: string;

  @Field(() => String, { description: "The part of addresses after the @." })
  @MaxLength(DOMAIN_MAX)
  @Checked(expectDomain)
  domain!: string;
}

@InputType({ description: "The domain to verify." })
export class VerifyOrganizationDomainInput {
  @Field(() => idOf("OrganizationDomain"), { description: "The domain." })
  id!: string;
}

@InputType({ description: "A change to a domain." })
export class SetOrganizationDomainAutoJoinInput {
  @Field(() => idOf("OrganizationDomain"), { description: "The domain." })
  id!: string;

  @Field(() => Boolean, { description: "Whether people who confirm an address of the verified domain become learners." })
  autoJoin!: boolean;
}

@InputType({ description: "The domain to remove." })
export class RemoveOrganizationDomainInput {
  @Field(() => idOf("OrganizationDomain"), { description: "The domain." })
  id!: string;
}

@ObjectType({ description: "Internal base type; not part of the schema." })
abstract class WithDomain {
  @Field(() => OrganizationDomainType, { description: "The domain." })
  domain!: DomainRow;
}

@ObjectType({ description: "Result of addOrganizationDomain." })
export class AddOrganizationDomainPayload extends WithDomain {}
@ObjectType({ description: "Result of verifyOrganizationDomain." })
export class VerifyOrganizationDomainPayload extends WithDomain {}
@ObjectType({ description: "Result of setOrganizationDomainAutoJoin." })
export class SetOrganizationDomainAutoJoinPayload extends WithDomain {}

@ObjectType({ description: "Result of removeOrganizationDomain." })
export class RemoveOrganizationDomainPayload {
  @Field(() => idOf("OrganizationDomain"), { description: "ID of the removed domain." })
  deletedId!: string;
}
