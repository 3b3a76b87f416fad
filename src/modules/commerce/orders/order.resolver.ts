import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { idOf } from "../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../graphql/streams.js";
import { userById } from "../../base/users/user.loaders.js";
import { UserType } from "../../base/users/user.type.js";
import { productById, type ProductRow } from "../catalogue/product.rows.js";
import { ProductType } from "../catalogue/product.type.js";
import type { PaymentRow } from "../payments/payment.rows.js";
import { historyOfOrder, linesOfOrder, paymentOfOrder } from "./order.loaders.js";
import {
  CancelOrderInput,
  CancelOrderPayload,
  OrderFilterInput,
  OrderPreviewInput,
  PlaceOrderInput,
  PlaceOrderPayload,
  RefundOrderInput,
  RefundOrderPayload,
  RetryOrderInput,
  RetryOrderPayload,
} from "./order.input.js";
import { OrderPreviewType } from "./order-preview.type.js";
import { readOrder, supportsOrders, type OrderEventRow, type OrderLineRow, type OrderRow } from "./order.rows.js";
import type { OrderStatus } from "./order-status.js";
import { OrderConnection, OrderEventType, OrderLineType, OrderPaymentType, OrderStatusEnum, OrderType } from "./order.type.js";
import type { OrdersService } from "./orders.service.js";
import type { createPlaceOrder } from "./place-order.js";
import type { createPreviewOrder, OrderPreview } from "./preview-order.js";

const ID_ARGUMENT = { description: "ID of the order." };

@Resolver(() => OrderType)
export class OrderResolver {
  constructor(
    private readonly orders: OrdersService,
    private readonly place: ReturnType<typeof createPlaceOrder>,
    private readonly preview: ReturnType<typeof createPreviewOrder>,
    private readonly watchOrder: (id: string) => Promise<AsyncIterableIterator<OrderRow>>,
  ) {}

  @Allow("order:read")
  @Query(() => OrderType, { nullable: true, description: "An order of yours; for admins and support, any order. Errors: NOT_FOUND." })
  order(@Ctx() { em, signedIn }: RequestContext, @Arg("id", () => idOf("Order"), ID_ARGUMENT) id: string): Promise<OrderRow> {
    return readOrder(em, signedIn, id);
  }

  @Allow("order:read")
  @Query(() => OrderConnection, { description: "Your orders, newest first. Errors: BAD_USER_INPUT." })
  myOrders(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("status", () => OrderStatusEnum, { nullable: true, description: "Only orders in this status." }) status?: OrderStatus | null,
  ): Promise<Connection<OrderRow>> {
    return this.orders.list(em, { userId: signedIn.id, status: status ?? null }, page);
  }

  @Allow("order:place")
  @Query(() => OrderPreviewType, {
    nullable: true,
    description:
      "What an order of these items would cost you now, with the discount of a code. Nothing is reserved, and the code is not used: `placeOrder` checks again. Errors: as `placeOrder`, for the same items and code: BAD_USER_INPUT, NOT_FOUND (product), OUT_OF_STOCK, CONFLICT (the code is used up), RATE_LIMITED.",
  })
  orderPreview(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("input", () => OrderPreviewInput, { description: "The order." }) input: OrderPreviewInput,
  ): Promise<OrderPreview> {
    return this.preview(em, signedIn, input);
  }

  @Allow("order:support")
  @Query(() => OrderConnection, {
    name: "orders",
    description: "Orders of all accounts, newest first. For admins and support. Errors: BAD_USER_INPUT.",
  })
  allOrders(
    @Ctx() { em }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => OrderFilterInput, { nullable: true, description: "Only orders that match; all when absent." })
    filter?: OrderFilterInput,
  ): Promise<Connection<OrderRow>> {
    return this.orders.list(em, filter ?? {}, page);
  }

  @Allow("order:place")
  @Mutation(() => PlaceOrderPayload, {
    description:
      "Places an order: fixes prices and tax, and reserves the stock. Then subscribe to `orderStatus` and send the customer to `payment.redirectUrl`. Safe to repeat with the same `idempotencyKey`. Errors: BAD_USER_INPUT, NOT_FOUND (product, organization), FORBIDDEN (not an owner or manager of the organization), OUT_OF_STOCK, CONFLICT (the key belongs to an order with other content, too many unpaid orders, or the code is used up), RATE_LIMITED, SERVICE_UNAVAILABLE (no payments are taken).",
  })
  async placeOrder(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => PlaceOrderInput, { description: "The order." }) input: PlaceOrderInput,
  ): Promise<PlaceOrderPayload> {
    return { order: await this.place(signedIn, input) };
  }

  @Allow("order:place")
  @Mutation(() => CancelOrderPayload, {
    description:
      "Cancels an order that is not paid; for admins and support, of any account. If it is paid at the same moment, the money is given back. Repeating the call changes nothing. Errors: NOT_FOUND, CONFLICT once it is paid or has ended.",
  })
  async cancelOrder(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CancelOrderInput, { description: "The order." }) { id }: CancelOrderInput,
  ): Promise<CancelOrderPayload> {
    return { order: await this.orders.cancel(signedIn, id, address) };
  }

  @Allow("order:manage")
  @Mutation(() => RefundOrderPayload, {
    description:
      "Gives everything that is left of the money of a completed order back and takes back what it gave: entitlements, the enrolment, the place in the class. Recorded in the audit log. For admins. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT unless it is COMPLETED, and while a partial refund is on its way.",
  })
  async refundOrder(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RefundOrderInput, { description: "The order, and why." }) { id, reason }: RefundOrderInput,
  ): Promise<RefundOrderPayload> {
    return { order: await this.orders.refund(signedIn, id, reason, address) };
  }

  @Allow("order:support")
  @Mutation(() => RetryOrderPayload, {
    description:
      "Tries the present step of an order again at once, such as that of a stuck order. Recorded in the audit log. For admins and support. Errors: NOT_FOUND, CONFLICT when it has ended.",
  })
  async retryOrder(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RetryOrderInput, { description: "The order." }) { id }: RetryOrderInput,
  ): Promise<RetryOrderPayload> {
    return { order: await this.orders.retry(signedIn, id, address) };
  }

  @Allow("order:read")
  @Subscription(() => OrderType, {
    ...fedByStream,
    description:
      "An order live: its present state, then each change, at most four a second; steps in between are in `Order.history`. Completes after a final status. If you subscribe late, twice or again after a disconnect, you still get the same final state. Errors: NOT_FOUND.",
  })
  orderStatus(@Root() row: OrderRow, @Arg("orderId", () => idOf("Order"), ID_ARGUMENT) _orderId: string): OrderRow {
    return row;
  }

  @StreamOf("orderStatus")
  async watch({ orderId }: { orderId: string }, { em, signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.watchOrder((await readOrder(em, signedIn, orderId)).id);
  }

  @FieldResolver(() => [OrderLineType], { description: "What was ordered, in the order of the input." })
  lines(@Ctx() context: RequestContext, @Root() { id }: OrderRow): Promise<OrderLineRow[]> {
    return context.loader(linesOfOrder).load(id);
  }

  @FieldResolver(() => [OrderEventType], { description: "Everything that happened to it, oldest first." })
  history(@Ctx() context: RequestContext, @Root() { id }: OrderRow): Promise<OrderEventRow[]> {
    return context.loader(historyOfOrder).load(id);
  }

  @FieldResolver(() => OrderPaymentType, {
    nullable: true,
    description: "Its payment; null until it is requested, and for an order without anything to pay.",
  })
  payment(@Ctx() context: RequestContext, @Root() { id }: OrderRow): Promise<PaymentRow | null> {
    return context.loader(paymentOfOrder).load(id);
  }

  @FieldResolver(() => UserType, { nullable: true, description: "The customer; null once the account is deleted." })
  customer(@Ctx() context: RequestContext, @Root() { userId }: OrderRow): Promise<UserType | null> | null {
    return userId === null ? null : context.loader(userById).load(userId);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether someone should look at it, as in the filter of `orders`. Visible to admins and support; null for others.",
  })
  stuck(@Ctx() { viewer }: RequestContext, @Root() { stuck }: OrderRow): boolean | null {
    return supportsOrders(viewer) ? stuck : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "Id of its payment at the provider, for admins and support; null for others, and until the payment is requested.",
  })
  async providerPaymentId(@Ctx() context: RequestContext, @Root() { id }: OrderRow): Promise<string | null> {
    return supportsOrders(context.viewer) ? ((await context.loader(paymentOfOrder).load(id))?.providerPaymentId ?? null) : null;
  }
}

@Resolver(() => OrderLineType)
export class OrderLineResolver {
  @FieldResolver(() => ProductType, { nullable: true, description: "The product as it is now; the line has what was ordered." })
  product(@Ctx() context: RequestContext, @Root() { productId }: OrderLineRow): Promise<ProductRow | null> {
    return context.loader(productById).load(productId);
  }
}
