import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { idOf } from "../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { badInput } from "../../../kernel/errors.js";
import { renditionOf, type FilesService } from "../../base/storage/files.service.js";
import { FileRenditionType } from "../../base/storage/file.type.js";
import type { OrganizationLogos } from "./organization-logo.js";
import { SLUG_MAX } from "./organization-limits.js";
import type { OrganizationStates } from "./organization-states.js";
import * as inputs from "./organization.input.js";
import { readOrganization, type OrganizationRow } from "./organization.rows.js";
import { OrganizationConnection, OrganizationStateEnum, OrganizationType } from "./organization.type.js";
import type { OrganizationState } from "./organization.entity.js";
import type { OrganizationsService } from "./organizations.service.js";

interface Payload {
  organization: OrganizationRow;
}

interface Parts {
  organizations: OrganizationsService;
  states: OrganizationStates;
  logos: OrganizationLogos;
  files: FilesService;
}

@Resolver(() => OrganizationType)
export class OrganizationResolver {
  constructor(private readonly parts: Parts) {}

  @Allow("organization:read")
  @Query(() => OrganizationType, {
    name: "organization",
    description:
      "An organization, for its members and admins: by `id` or by `slug`. Errors: BAD_USER_INPUT unless exactly one is given, NOT_FOUND.",
  })
  async one(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("Organization"), { nullable: true, description: "ID of the organization." }) id?: string | null,
    @Arg("slug", () => String, { nullable: true, description: "Slug of the organization." }) slug?: string | null,
  ): Promise<OrganizationRow> {
    if ((id == null) === (slug == null)) throw badInput("id", "Give either `id` or `slug`.");
    if (slug && slug.length > SLUG_MAX) throw badInput("slug", "This is longer than a slug.", "TOO_LONG");
    return readOrganization(em, signedIn, id == null ? { slug: slug! } : { id });
  }

  @Allow("organization:read")
  @Query(() => OrganizationConnection, { description: "Organizations that you are a member of, newest first. Errors: BAD_USER_INPUT." })
  myOrganizations(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("state", () => OrganizationStateEnum, { nullable: true, description: "Only those in this state." })
    state?: OrganizationState | null,
  ): Promise<Connection<OrganizationRow>> {
    return this.parts.organizations.list(em, signedIn, { all: false, state: state ?? null }, page);
  }

  @Allow("organization:administer")
  @Query(() => OrganizationConnection, { description: "All organizations, newest first. For admins. Errors: BAD_USER_INPUT." })
  organizations(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => inputs.OrganizationFilterInput, { nullable: true, description: "Only organizations that match; all when absent." })
    filter?: inputs.OrganizationFilterInput | null,
  ): Promise<Connection<OrganizationRow>> {
    return this.parts.organizations.list(em, signedIn, { all: true, ...filter }, page);
  }

  @Allow("organization:create")
  @Mutation(() => inputs.CreateOrganizationPayload, {
    description:
      "Creates an organization with you as its owner. For business partners and admins. Errors: BAD_USER_INPUT, CONFLICT for a taken slug, and for too many organizations of one account.",
  })
  async createOrganization(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.CreateOrganizationInput, { description: "The new organization." }) input: inputs.CreateOrganizationInput,
  ): Promise<Payload> {
    return { organization: await this.parts.organizations.create(signedIn, input, address) };
  }

  @Allow("organization:edit")
  @Mutation(() => inputs.UpdateOrganizationPayload, {
    description:
      "Changes an organization. For its owners and managers. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT for a taken slug, when `expectedVersion` is not the present one, and unless it is active.",
  })
  async updateOrganization(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.UpdateOrganizationInput, { description: "The changes." }) input: inputs.UpdateOrganizationInput,
  ): Promise<Payload> {
    return { organization: await this.parts.organizations.update(signedIn, input, address) };
  }

  @Allow("organization:edit")
  @Mutation(() => inputs.SetOrganizationLogoPayload, {
    description:
      "Sets or removes the logo. The uploaded file stops being yours and belongs to the organization. For its owners and managers. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT unless it is active.",
  })
  async setOrganizationLogo(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.SetOrganizationLogoInput, { description: "The logo." })
    { id, fileId = null }: inputs.SetOrganizationLogoInput,
  ): Promise<Payload> {
    return { organization: await this.parts.logos.set(signedIn, { id, fileId }, address) };
  }

  @Allow("organization:edit")
  @Mutation(() => inputs.ArchiveOrganizationPayload, {
    description:
      "Archives an organization: it stays readable, nothing can be changed, and its memberships give no rights elsewhere. Safe to repeat. For its owners. Errors: NOT_FOUND, FORBIDDEN, CONFLICT while it is suspended.",
  })
  async archiveOrganization(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.ArchiveOrganizationInput, { description: "The organization." }) { id }: inputs.ArchiveOrganizationInput,
  ): Promise<Payload> {
    return { organization: await this.parts.states.setArchived(signedIn, id, true, address) };
  }

  @Allow("organization:edit")
  @Mutation(() => inputs.RestoreOrganizationPayload, {
    description:
      "Makes an archived organization active again. Safe to repeat. For its owners. Errors: NOT_FOUND, FORBIDDEN, CONFLICT while it is suspended or has no owner.",
  })
  async restoreOrganization(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.RestoreOrganizationInput, { description: "The organization." }) { id }: inputs.RestoreOrganizationInput,
  ): Promise<Payload> {
    return { organization: await this.parts.states.setArchived(signedIn, id, false, address) };
  }

  @Allow("organization:administer")
  @Mutation(() => inputs.SuspendOrganizationPayload, {
    description:
      "Suspends an organization: it becomes read-only, and its memberships give no rights elsewhere, from the next request of each member on. For admins. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT unless it is active.",
  })
  async suspendOrganization(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.SuspendOrganizationInput, { description: "The organization and the reason." })
    input: inputs.SuspendOrganizationInput,
  ): Promise<Payload> {
    return { organization: await this.parts.states.suspend(signedIn, input, address) };
  }

  @Allow("organization:administer")
  @Mutation(() => inputs.ReinstateOrganizationPayload, {
    description: "Ends a suspension. For admins. Errors: NOT_FOUND, CONFLICT when it is not suspended, has no owner, or is being deleted.",
  })
  async reinstateOrganization(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.ReinstateOrganizationInput, { description: "The organization." }) { id }: inputs.ReinstateOrganizationInput,
  ): Promise<Payload> {
    return { organization: await this.parts.states.reinstate(signedIn, id, address) };
  }

  @Allow("organization:administer")
  @Mutation(() => inputs.SetOrganizationSeatLimitPayload, {
    description:
      "Sets how many members an organization may have. For admins. Errors: BAD_USER_INPUT when there are more members, NOT_FOUND.",
  })
  async setOrganizationSeatLimit(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.SetOrganizationSeatLimitInput, { description: "The seats." })
    { id, seatLimit = null }: inputs.SetOrganizationSeatLimitInput,
  ): Promise<Payload> {
    return { organization: await this.parts.states.setSeatLimit(signedIn, { id, seatLimit }, address) };
  }

  @FieldResolver(() => FileRenditionType, { nullable: true, description: "Logo, at its own proportions; null if there is none." })
  async logo(
    @Root() { logo }: OrganizationRow,
    @Arg("pixels", () => Int, {
      defaultValue: 256,
      description:
        "Desired size of the longer side. Returns the smallest of 64, 256 and 512 that is at least as large, or else the largest.",
    })
    pixels: number,
  ): Promise<FileRenditionType | null> {
    const fitting = logo.find(({ width, height }) => Math.max(width ?? 0, height ?? 0) >= pixels) ?? logo.at(-1);
    return fitting ? renditionOf(this.parts.files, fitting) : null;
  }
}
