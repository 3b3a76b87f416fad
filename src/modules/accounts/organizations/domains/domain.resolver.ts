import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { runsOrganization, type OrganizationRow } from "../organization.rows.js";
import { OrganizationType } from "../organization.type.js";
import { domainsOf, type DomainRow } from "./domain.rows.js";
import * as types from "./domain.type.js";
import type { DomainsService } from "./domains.service.js";

interface Payload {
  domain: DomainRow;
}

@Resolver(() => types.OrganizationDomainType)
export class OrganizationDomainResolver {
  constructor(private readonly domains: DomainsService) {}

  @Allow("organization:edit")
  @Mutation(() => types.AddOrganizationDomainPayload, {
    description:
      "Adds a domain to verify. For owners and managers. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the organization has it already or too many, and unless it is active.",
  })
  async addOrganizationDomain(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.AddOrganizationDomainInput, { description: "The domain." }) input: types.AddOrganizationDomainInput,
  ): Promise<Payload> {
    return { domain: await this.domains.add(signedIn, input, address) };
  }

  @Allow("organization:edit")
  @Mutation(() => types.VerifyOrganizationDomainPayload, {
    description:
      "Looks for the TXT record `recordName` with `recordValue`, and verifies the domain if it is there. For owners and managers. Errors: NOT_FOUND, RATE_LIMITED, SERVICE_UNAVAILABLE when the name server does not answer, CONFLICT when the record is not there, another organization has verified the domain, and unless the organization is active.",
  })
  async verifyOrganizationDomain(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.VerifyOrganizationDomainInput, { description: "The domain." }) { id }: types.VerifyOrganizationDomainInput,
  ): Promise<Payload> {
    return { domain: await this.domains.verify(signedIn, id, address) };
  }

  @Allow("organization:edit")
  @Mutation(() => types.SetOrganizationDomainAutoJoinPayload, {
    description:
      "Sets whether people who confirm an address of the domain become learners. It works once the domain is verified, for addresses that are confirmed from then on. For owners and managers. Errors: NOT_FOUND, CONFLICT unless the organization is active.",
  })
  async setOrganizationDomainAutoJoin(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.SetOrganizationDomainAutoJoinInput, { description: "The change." })
    input: types.SetOrganizationDomainAutoJoinInput,
  ): Promise<Payload> {
    return { domain: await this.domains.update(signedIn, input, address) };
  }

  @Allow("organization:edit")
  @Mutation(() => types.RemoveOrganizationDomainPayload, {
    description: "Removes a domain. Members stay. For owners and managers. Errors: NOT_FOUND, CONFLICT unless the organization is active.",
  })
  async removeOrganizationDomain(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.RemoveOrganizationDomainInput, { description: "The domain." }) { id }: types.RemoveOrganizationDomainInput,
  ): Promise<{ deletedId: string }> {
    await this.domains.remove(signedIn, id, address);
    return { deletedId: id };
  }
}

@Resolver(() => OrganizationType)
export class OrganizationDomainsResolver {
  @FieldResolver(() => [types.OrganizationDomainType], {
    nullable: true,
    description: "Domains by name, at most 20. Null for everyone but owners and managers in a session, and admins.",
  })
  async domains(@Ctx() context: RequestContext, @Root() row: OrganizationRow): Promise<DomainRow[] | null> {
    return runsOrganization(row) ? context.loader(domainsOf).load(row.id) : null;
  }
}
