import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { badInput } from "../../../../kernel/errors.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { INVITATIONS_PER_DAY, MAILS_PER_ADDRESS_AND_DAY } from "../organization-limits.js";
import { runsOrganization, type OrganizationRow } from "../organization.rows.js";
import { OrganizationType } from "../organization.type.js";
import { invitationsOf, type InvitationRow, type OfferRow } from "./invitation.rows.js";
import * as types from "./invitation.type.js";
import type { InvitationsService } from "./invitations.service.js";
import type { JoiningService } from "./joining.service.js";

interface Joined {
  organization: OrganizationRow;
}

@Resolver(() => types.OrganizationInvitationType)
export class OrganizationInvitationResolver {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly joining: JoiningService,
  ) {}

  @Allow("organization:edit")
  @Mutation(() => types.InviteToOrganizationPayload, {
    description: `Invites an address, and mails it at most ${MAILS_PER_ADDRESS_AND_DAY} times a day, from all organizations together; beyond that the invitation exists without another mail. An address that is invited already gets a renewed invitation. The answer is the same whether or not the address has an account. An account sends at most ${INVITATIONS_PER_DAY} new invitations a day. For owners and managers. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, RATE_LIMITED, CONFLICT when a member has the address, for too many invitations, and unless the organization is active.`,
  })
  async inviteToOrganization(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.InviteToOrganizationInput, { description: "The invitation." }) input: types.InviteToOrganizationInput,
  ): Promise<{ invitation: InvitationRow }> {
    return { invitation: await this.invitations.invite(signedIn, input, address) };
  }

  @Allow("organization:edit")
  @Mutation(() => types.CreateOrganizationLinkPayload, {
    description:
      "Makes a link with which anyone who is signed in can join. For owners and managers. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT for too many links, and unless the organization is active.",
  })
  async createOrganizationLink(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.CreateOrganizationLinkInput, { description: "The link." }) input: types.CreateOrganizationLinkInput,
  ): Promise<{ invitation: InvitationRow }> {
    return { invitation: await this.invitations.createLink(signedIn, input, address) };
  }

  @Allow("organization:edit")
  @Mutation(() => types.ResendOrganizationInvitationPayload, {
    description:
      "Mails an invitation again; it then works for at least 14 more days. For owners and managers. Errors: NOT_FOUND, FORBIDDEN, RATE_LIMITED after too many mails to the address, CONFLICT for a link, and unless the organization is active.",
  })
  async resendOrganizationInvitation(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.ResendOrganizationInvitationInput, { description: "The invitation." })
    { id }: types.ResendOrganizationInvitationInput,
  ): Promise<{ invitation: InvitationRow }> {
    return { invitation: await this.invitations.resend(signedIn, id, address) };
  }

  @Allow("organization:edit")
  @Mutation(() => types.RevokeOrganizationInvitationPayload, {
    description:
      "Revokes an invitation or a link at once. For owners and managers. Errors: NOT_FOUND, FORBIDDEN, CONFLICT unless the organization is active.",
  })
  async revokeOrganizationInvitation(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.RevokeOrganizationInvitationInput, { description: "The invitation." })
    { id }: types.RevokeOrganizationInvitationInput,
  ): Promise<{ deletedId: string }> {
    await this.invitations.revoke(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("organization:read")
  @Query(() => types.OrganizationOfferConnection, {
    description:
      "Invitations to your confirmed e-mail address that you can accept, newest first; empty without one. Errors: BAD_USER_INPUT.",
  })
  myOrganizationOffers(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<OfferRow>> {
    return this.joining.offers(em, signedIn, page);
  }

  @Allow("organization:join")
  @Query(() => types.OrganizationOfferType, {
    description:
      "What a link offers, before you join. Errors: BAD_USER_INPUT, NOT_FOUND for an unknown, revoked, expired or used up code, RATE_LIMITED after ten codes a minute.",
  })
  organizationOffer(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("code", () => String, { description: "The code of the link. Case, spaces and hyphens do not matter." }) code: string,
  ): Promise<OfferRow> {
    if (code.length > 40) throw badInput("code", "This is longer than a code.", "TOO_LONG");
    return this.joining.preview(em, signedIn, code);
  }

  @Allow("organization:join")
  @Mutation(() => types.AcceptOrganizationInvitationPayload, {
    description:
      "Accepts an invitation to your confirmed e-mail address. A member gets the offered role if it is a higher one. Errors: EMAIL_NOT_VERIFIED, NOT_FOUND when it is expired, revoked or for another address, CONFLICT when all seats are taken, or you have too many memberships.",
  })
  async acceptOrganizationInvitation(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.AcceptOrganizationInvitationInput, { description: "The invitation." })
    { id }: types.AcceptOrganizationInvitationInput,
  ): Promise<Joined> {
    return { organization: await this.joining.accept(signedIn, id, address) };
  }

  @Allow("organization:join")
  @Mutation(() => types.DeclineOrganizationInvitationPayload, {
    description: "Declines an invitation to your confirmed e-mail address. Errors: EMAIL_NOT_VERIFIED, NOT_FOUND.",
  })
  async declineOrganizationInvitation(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.DeclineOrganizationInvitationInput, { description: "The invitation." })
    { id }: types.DeclineOrganizationInvitationInput,
  ): Promise<{ deletedId: string }> {
    await this.joining.decline(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("organization:join")
  @Mutation(() => types.JoinOrganizationPayload, {
    description:
      "Makes you a member with a link. Safe to repeat; members keep their role. Errors: BAD_USER_INPUT, NOT_FOUND for an unknown, revoked, expired or used up code, CONFLICT when all seats are taken, or you have too many memberships, RATE_LIMITED after ten codes a minute.",
  })
  async joinOrganization(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.JoinOrganizationInput, { description: "The code." }) { code }: types.JoinOrganizationInput,
  ): Promise<Joined> {
    return { organization: await this.joining.join(signedIn, code, address) };
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Who invited; null after the account is deleted." })
  async invitedBy(@Ctx() context: RequestContext, @Root() { invitedById }: InvitationRow): Promise<UserType | null> {
    return invitedById === null ? null : context.loader(userById).load(invitedById);
  }
}

@Resolver(() => OrganizationType)
export class OrganizationInvitationsResolver {
  @FieldResolver(() => types.OrganizationInvitationConnection, {
    nullable: true,
    description:
      "Invitations and links, newest first, expired ones included. Null for everyone but owners and managers in a session, and admins.",
  })
  async invitations(
    @Ctx() context: RequestContext,
    @Root() row: OrganizationRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<InvitationRow> | null> {
    return runsOrganization(row) ? context.loader(invitationsOf).load({ parentId: row.id, page }) : null;
  }
}
