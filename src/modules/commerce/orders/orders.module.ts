import { nodesById } from "../../../graphql/node-lookup.js";
import { watchRow } from "../../../graphql/row-stream.js";
import { startDaySweeper } from "../../../platform/storage/day-objects.js";
import type { Module, Services } from "../../contracts/module.js";
import { exportOrders, ACCOUNTING_EXPORTS, startOrderExportWorker } from "./accounting/export-orders.job.js";
import { OrderExportResolver } from "./accounting/export.resolver.js";
import { createOrderExports } from "./accounting/order-exports.js";
import { DiscountCodeResolver } from "./codes/code.resolver.js";
import { createCodesService } from "./codes/codes.service.js";
import { DiscountCode } from "./codes/discount-code.entity.js";
import { createOrderChanges, advanceOrder, orderTopic } from "./order-changes.js";
import { Order, OrderEvent, OrderLine } from "./order.entity.js";
import { OrderLineResolver, OrderResolver } from "./order.resolver.js";
import { findOrder } from "./order.rows.js";
import { orderSettings } from "./order-settings.js";
import { isFinal } from "./order-status.js";
import { createOrderSteps, createSettlement } from "./order-steps.js";
import { startOrderWorker } from "./order-worker.js";
import { ordersEntitlements } from "./orders.entitlements.js";
import { ordersPermissions } from "./orders.permissions.js";
import { ordersOrganizationData } from "./orders.organization-data.js";
import { ordersPersonalData } from "./orders.personal-data.js";
import { ordersRetention } from "./orders.retention.js";
import { createOrdersService } from "./orders.service.js";
import { createPlaceOrder } from "./place-order.js";
import { createPreviewOrder } from "./preview-order.js";
import { receiptMail } from "./receipt.mail.js";
import { OrderRefund, OrderRefundLine } from "./refunds/order-refund.entity.js";
import { refundMail } from "./refunds/refund.mail.js";
import { OrderRefundResolver } from "./refunds/refund.resolver.js";
import { createRefundsService } from "./refunds/refunds.service.js";

export default {
  name: "orders",
  entities: [DiscountCode, Order, OrderLine, OrderEvent, OrderRefund, OrderRefundLine],
  permissions: ordersPermissions,
  entitlements: ordersEntitlements,
  fieldCosts: {
    "Order.lines": { items: 5 },
    "OrderPreview.lines": { items: 5 },
    "Order.history": { items: 10 },
    "Order.refunds": { items: 5 },
    "OrderRefund.lines": { items: 5 },
  },
  resolvers: [DiscountCodeResolver, OrderResolver, OrderLineResolver, OrderRefundResolver, OrderExportResolver],
  settings: orderSettings,
  jobs: [advanceOrder, exportOrders],
  mails: [receiptMail, refundMail],
  retention: ordersRetention,
  personalData: ordersPersonalData,
  organizationData: ordersOrganizationData,

  wire(
    platform,
    { payments, settings, entitlements, enrollments }: Pick<Services, "payments" | "settings" | "entitlements" | "enrollments">,
    { checkpoint },
  ) {
    const { db, jobs, pubSub, limiter, log, env, hotRows } = platform;
    const changes = createOrderChanges({ jobs, pubSub, log });
    const codes = createCodesService({ db });
    const orders = createOrdersService({ db, changes });
    const stepping = { db, log, payments, changes, services: { entitlements, enrollments }, env };
    const steps = createOrderSteps(stepping);
    const place = createPlaceOrder({ db, limiter, settings, payments, changes, hotRows });
    const read = (id: string) => findOrder(db.em.fork(), id);
    const watch = (id: string) =>
      watchRow(id, { pubSub, log, topic: orderTopic, read, urgent: ({ final }) => final, isFinal: ({ status }) => isFinal(status) });
    payments.settleWith(createSettlement(changes));
    return {
      resolvers: [
        new DiscountCodeResolver(codes),
        new OrderResolver(orders, place, createPreviewOrder({ limiter, settings }), watch),
        new OrderRefundResolver(createRefundsService({ db, payments, changes })),
        new OrderExportResolver(createOrderExports(platform)),
      ],
      nodes: {
        DiscountCode: nodesById("discount-code:manage", ({ em }, ids) => codes.byIds(em, ids)),
        Order: nodesById("order:read", ({ em, signedIn }, ids) => orders.byIds(em, signedIn, ids)),
      },
      workers: [
        async () => startOrderWorker({ db, jobs, log, steps, checkpoint }),
        async () => startOrderExportWorker(platform),
        async () => startDaySweeper({ ...platform, prefix: ACCOUNTING_EXPORTS, failure: "old exports of orders not removed" }),
      ],
    };
  },
} satisfies Module;
