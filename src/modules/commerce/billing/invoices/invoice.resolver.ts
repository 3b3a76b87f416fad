import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import type { CustomersService } from "../customers/customers.service.js";
import type { SubscriptionRow } from "../subscriptions/subscription.rows.js";
import { PlanSubscriptionType } from "../subscriptions/subscription.type.js";
import type { InvoiceState } from "./invoice.entity.js";
import { invoiceById, subscriptionById, transactionsOfInvoice, type InvoiceRow, type TransactionRow } from "./invoice.rows.js";
import {
  InvoiceConnection,
  InvoiceFilterInput,
  InvoiceStateEnum,
  InvoiceTransactionConnection,
  InvoiceTransactionType,
  InvoiceType,
  RefundInvoiceInput,
  RefundInvoicePayload,
} from "./invoice.type.js";
import type { InvoicesService } from "./invoices.service.js";

const ORGANIZATION = { description: "The organization." };

@Resolver(() => InvoiceType)
export class InvoiceResolver {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly customers: CustomersService,
  ) {}

  @Allow("billing:read")
  @Query(() => InvoiceType, {
    nullable: true,
    description: "An invoice of yours, or of an organization that you own or manage; for admins, any. Errors: NOT_FOUND.",
  })
  invoice(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("Invoice"), { description: "ID of the invoice." }) id: string,
  ): Promise<InvoiceRow> {
    return this.invoices.read(em, signedIn, id);
  }

  @Allow("billing:read")
  @Query(() => InvoiceConnection, { description: "Invoices of your subscriptions, newest first. Errors: BAD_USER_INPUT." })
  myInvoices(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("state", () => InvoiceStateEnum, { nullable: true, description: "Only invoices in this state." }) state?: InvoiceState | null,
  ): Promise<Connection<InvoiceRow>> {
    return this.invoices.list(em, signedIn, { userId: signedIn.id, state: state ?? null }, page);
  }

  @Allow("billing:read")
  @Query(() => InvoiceConnection, {
    description:
      "Invoices of an organization, newest first. For its owners and managers, and admins. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async organizationInvoices(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("organizationId", () => idOf("Organization"), ORGANIZATION) organizationId: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<InvoiceRow>> {
    await this.customers.holderFor(signedIn, organizationId, true);
    return this.invoices.list(em, signedIn, { organizationId }, page);
  }

  @Allow("billing:administer")
  @Query(() => InvoiceConnection, { description: "Invoices of everyone, newest first, with drafts. For admins. Errors: BAD_USER_INPUT." })
  allInvoices(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => InvoiceFilterInput, { nullable: true, description: "Only those that match; all when absent." })
    filter?: InvoiceFilterInput,
  ): Promise<Connection<InvoiceRow>> {
    return this.invoices.list(em, signedIn, filter ?? {}, page);
  }

  @Allow("billing:read")
  @Query(() => InvoiceTransactionConnection, {
    description: "Payments and refunds of your invoices, newest first, failed ones included. Errors: BAD_USER_INPUT.",
  })
  myTransactions(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<TransactionRow>> {
    return this.invoices.transactions(em, { userId: signedIn.id, organizationId: null }, page);
  }

  @Allow("billing:read")
  @Query(() => InvoiceTransactionConnection, {
    description:
      "Payments and refunds of an organization, newest first. For its owners and managers, and admins. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async organizationTransactions(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("organizationId", () => idOf("Organization"), ORGANIZATION) organizationId: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<TransactionRow>> {
    return this.invoices.transactions(em, await this.customers.holderFor(signedIn, organizationId, true), page);
  }

  @Allow("billing:administer")
  @Mutation(() => RefundInvoicePayload, {
    description:
      "Gives back what was paid for an invoice, or a part of it. The subscription goes on: cancel it separately. Recorded in the audit log. For admins. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when nothing is left to refund or Stripe refuses, SERVICE_UNAVAILABLE.",
  })
  async refundInvoice(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RefundInvoiceInput, { description: "The invoice, and why." }) input: RefundInvoiceInput,
  ): Promise<RefundInvoicePayload> {
    return { invoice: await this.invoices.refund(signedIn, input, address) };
  }

  @FieldResolver(() => [InvoiceTransactionType], { description: "Its payments and refunds, newest first." })
  transactions(@Ctx() context: RequestContext, @Root() { id }: InvoiceRow): Promise<TransactionRow[]> {
    return context.loader(transactionsOfInvoice).load(id);
  }

  @FieldResolver(() => PlanSubscriptionType, { nullable: true, description: "The subscription that it is for; null without one." })
  subscription(@Ctx() context: RequestContext, @Root() { subscriptionId }: InvoiceRow): Promise<SubscriptionRow | null> | null {
    return subscriptionId === null ? null : context.loader(subscriptionById).load(subscriptionId);
  }
}

@Resolver(() => InvoiceTransactionType)
export class InvoiceTransactionResolver {
  @FieldResolver(() => InvoiceType, { nullable: true, description: "Its invoice." })
  invoice(@Ctx() context: RequestContext, @Root() { invoiceId }: TransactionRow): Promise<InvoiceRow | null> {
    return context.loader(invoiceById).load(invoiceId);
  }
}
