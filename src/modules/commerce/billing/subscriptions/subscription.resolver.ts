import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { organizationById } from "../../../accounts/organizations/organization.loaders.js";
import type { OrganizationRow } from "../../../accounts/organizations/organization.rows.js";
import { OrganizationType } from "../../../accounts/organizations/organization.type.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { productById, type ProductRow } from "../../catalogue/product.rows.js";
import { ProductType } from "../../catalogue/product.type.js";
import type { CustomersService } from "../customers/customers.service.js";
import type { createStartSubscription } from "./start-subscription.js";
import * as inputs from "./subscription.input.js";
import { readSubscription, type SubscriptionRow } from "./subscription.rows.js";
import { PlanSubscriptionConnection, PlanSubscriptionType, SeatChangePreviewType } from "./subscription.type.js";
import type { SubscriptionsService } from "./subscriptions.service.js";

const ID = { description: "ID of the subscription." };
const AT_STRIPE = "SERVICE_UNAVAILABLE (Stripe does not answer, or is not configured)";

@Resolver(() => PlanSubscriptionType)
export class SubscriptionResolver {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly customers: CustomersService,
    private readonly start: ReturnType<typeof createStartSubscription>,
  ) {}

  @Allow("billing:read")
  @Query(() => PlanSubscriptionType, {
    nullable: true,
    description: "A subscription of yours, or of an organization that you own or manage; for admins, any. Errors: NOT_FOUND.",
  })
  planSubscription(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("PlanSubscription"), ID) id: string,
  ): Promise<SubscriptionRow> {
    return readSubscription(em, signedIn, id);
  }

  @Allow("billing:read")
  @Query(() => PlanSubscriptionConnection, {
    description: "Your subscriptions to plans, newest first, including those that have ended. Errors: BAD_USER_INPUT.",
  })
  mySubscriptions(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<SubscriptionRow>> {
    return this.subscriptions.list(em, { userId: signedIn.id }, page);
  }

  @Allow("billing:read")
  @Query(() => PlanSubscriptionConnection, {
    description:
      "Subscriptions of an organization, newest first. For its owners and managers, and admins. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async organizationSubscriptions(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("organizationId", () => idOf("Organization"), { description: "The organization." }) organizationId: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<SubscriptionRow>> {
    await this.customers.holderFor(signedIn, organizationId, true);
    return this.subscriptions.list(em, { organizationId }, page);
  }

  @Allow("billing:manage")
  @Query(() => SeatChangePreviewType, {
    nullable: true,
    description: `What a change of seats would cost now, as Stripe computes it. Changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT (it has ended, or is not paid by seat), ${AT_STRIPE}.`,
  })
  seatChangePreview(
    @Ctx() { signedIn }: RequestContext,
    @Arg("id", () => idOf("PlanSubscription"), ID) id: string,
    @Arg("quantity", () => Int, { description: "Seats, 1 to the plan's `maxQuantity`; not fewer than the organization has members." })
    quantity: number,
  ): Promise<SeatChangePreviewType> {
    return this.subscriptions.previewSeats(signedIn, { id, quantity });
  }

  @Allow("billing:administer")
  @Query(() => PlanSubscriptionConnection, { description: "Subscriptions of everyone, newest first. For admins. Errors: BAD_USER_INPUT." })
  allSubscriptions(
    @Ctx() { em }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => inputs.PlanSubscriptionFilterInput, { nullable: true, description: "Only those that match; all when absent." })
    filter?: inputs.PlanSubscriptionFilterInput,
  ): Promise<Connection<SubscriptionRow>> {
    return this.subscriptions.list(em, filter ?? {}, page);
  }

  @Allow("billing:manage")
  @Mutation(() => inputs.StartSubscriptionPayload, {
    description: `Begins a subscription: send the customer to \`checkoutUrl\`, where promotion codes and tax numbers can be entered too. An earlier unfinished checkout ends. Errors: BAD_USER_INPUT, NOT_FOUND (price, organization), FORBIDDEN, CONFLICT (there is one already, the price has changed, the organization is not active), RATE_LIMITED, ${AT_STRIPE}.`,
  })
  async startSubscription(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => inputs.StartSubscriptionInput, { description: "The plan." }) input: inputs.StartSubscriptionInput,
  ): Promise<inputs.StartSubscriptionPayload> {
    return { checkoutUrl: await this.start(signedIn, input) };
  }

  @Allow("billing:manage")
  @Mutation(() => inputs.ChangeSeatsPayload, {
    description: `Changes the number of seats at once. More seats are charged now for the rest of the period, and only given if that succeeds; fewer are credited on the next invoice. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT (the payment was declined, it has ended, or is not paid by seat), ${AT_STRIPE}.`,
  })
  async changeSeats(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.ChangeSeatsInput, { description: "The seats." }) input: inputs.ChangeSeatsInput,
  ): Promise<inputs.ChangeSeatsPayload> {
    return { subscription: await this.subscriptions.changeSeats(signedIn, input, address) };
  }

  @Allow("billing:manage")
  @Mutation(() => inputs.CancelSubscriptionPayload, {
    description: `Cancels a subscription at the end of its paid period; an unpaid one ends at once. Repeating it changes nothing. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it has ended, ${AT_STRIPE}.`,
  })
  async cancelSubscription(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.CancelSubscriptionInput, { description: "The subscription." }) input: inputs.CancelSubscriptionInput,
  ): Promise<inputs.CancelSubscriptionPayload> {
    return { subscription: await this.subscriptions.cancel(signedIn, input, address) };
  }

  @Allow("billing:manage")
  @Mutation(() => inputs.ResumeSubscriptionPayload, {
    description: `Takes a cancellation back before \`cancelAt\`. Repeating it changes nothing. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it has ended, ${AT_STRIPE}.`,
  })
  async resumeSubscription(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.ResumeSubscriptionInput, { description: "The subscription." }) { id }: inputs.ResumeSubscriptionInput,
  ): Promise<inputs.ResumeSubscriptionPayload> {
    return { subscription: await this.subscriptions.resume(signedIn, id, address) };
  }

  @Allow("billing:manage")
  @Mutation(() => inputs.ApplyPromotionCodePayload, {
    description: `Applies a promotion code from the next invoice on, in place of other discounts. Errors: BAD_USER_INPUT (unknown or used up), NOT_FOUND, FORBIDDEN, CONFLICT when it has ended, ${AT_STRIPE}.`,
  })
  async applyPromotionCode(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => inputs.ApplyPromotionCodeInput, { description: "The code." }) input: inputs.ApplyPromotionCodeInput,
  ): Promise<inputs.ApplyPromotionCodePayload> {
    return { subscription: await this.subscriptions.applyPromotionCode(signedIn, input, address) };
  }

  @Allow("billing:manage")
  @Mutation(() => inputs.OpenBillingPortalPayload, {
    description: `Opens Stripe's page for payment methods, billing addresses, tax numbers and invoices. Errors: NOT_FOUND for who has never subscribed, FORBIDDEN, ${AT_STRIPE}.`,
  })
  async openBillingPortal(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => inputs.OpenBillingPortalInput, { description: "Whose." }) { organizationId }: inputs.OpenBillingPortalInput,
  ): Promise<inputs.OpenBillingPortalPayload> {
    return { portalUrl: await this.customers.openPortal(signedIn, organizationId ?? null) };
  }

  @Allow("billing:administer")
  @Mutation(() => inputs.RefreshSubscriptionPayload, {
    description: `Reads a subscription at Stripe at once, in place of waiting for reconciliation. For admins. Errors: NOT_FOUND, ${AT_STRIPE}.`,
  })
  async refreshSubscription(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => inputs.RefreshSubscriptionInput, { description: "The subscription." }) { id }: inputs.RefreshSubscriptionInput,
  ): Promise<inputs.RefreshSubscriptionPayload> {
    return { subscription: await this.subscriptions.refresh(signedIn, id) };
  }

  @FieldResolver(() => ProductType, { nullable: true, description: "The plan; null if its price at Stripe is not one of the catalogue." })
  product(@Ctx() context: RequestContext, @Root() { productId }: SubscriptionRow): Promise<ProductRow | null> | null {
    return productId === null ? null : context.loader(productById).load(productId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: "The account; null for an organization, and once the account is deleted." })
  user(@Ctx() context: RequestContext, @Root() { userId }: SubscriptionRow): Promise<UserType | null> | null {
    return userId === null ? null : context.loader(userById).load(userId);
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: "The organization; null for an account." })
  organization(@Ctx() context: RequestContext, @Root() { organizationId }: SubscriptionRow): Promise<OrganizationRow | null> | null {
    return organizationId === null ? null : context.loader(organizationById).load(organizationId);
  }
}
