import DataLoader from "dataloader";
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import type { OrderRow } from "../order.rows.js";
import { OrderType } from "../order.type.js";
import { REFUND_COLUMNS, type RefundRow } from "./refund-rows.js";
import { OrderRefundType, RefundOrderPartInput, RefundOrderPartPayload } from "./refund.type.js";
import type { RefundsService } from "./refunds.service.js";

/** Oldest first. */
const refundsOfOrder: LoaderFactory<string, RefundRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<RefundRow>(em, `select ${REFUND_COLUMNS} from order_refunds r where r.order_id in (?) order by r.id`, [ids]);
    const byOrder = Map.groupBy(found, ({ orderId }) => orderId);
    return ids.map((id) => byOrder.get(id) ?? []);
  });

@Resolver(() => OrderType)
export class OrderRefundResolver {
  constructor(private readonly service: RefundsService) {}

  @Allow("order:manage")
  @Mutation(() => RefundOrderPartPayload, {
    description:
      "Gives a part of the money of a completed order back. The order stays COMPLETED; an amount leaves everything with the customer, products are taken back. The customer gets a mail when it is done. Recorded in the audit log. For admins. Errors: BAD_USER_INPUT for more than is left, and for all of it (use `refundOrder`), NOT_FOUND, CONFLICT unless it is COMPLETED, after another change, while another refund is on its way, and if the payment provider refunds whole payments only.",
  })
  async refundOrderPart(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RefundOrderPartInput, { description: "The order, what to refund, and why." }) input: RefundOrderPartInput,
  ): Promise<RefundOrderPartPayload> {
    return { order: await this.service.refundPart(signedIn, input, address) };
  }

  @FieldResolver(() => [OrderRefundType], { description: "Money that went back or is going back, oldest first." })
  refunds(@Ctx() context: RequestContext, @Root() { id }: OrderRow): Promise<RefundRow[]> {
    return context.loader(refundsOfOrder).load(id);
  }
}
