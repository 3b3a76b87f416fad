import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { ExportOrdersInput, ExportOrdersPayload } from "./export.type.js";
import type { OrderExports } from "./order-exports.js";

@Resolver()
export class OrderExportResolver {
  constructor(private readonly exports: OrderExports) {}

  @Allow("order:manage")
  @Mutation(() => ExportOrdersPayload, {
    description:
      "Lets a worker write a CSV file for accountants, and waits for it: the money of a period, one row for each line of a paid order (SALE), payment (PAYMENT) and line of a refund (REFUND, negative), in the order of time. Amounts are exact decimals with the digits of the currency, times are ISO 8601 in UTC; texts that a spreadsheet would run as formulas begin with an apostrophe. No personal data. Recorded in the audit log. For admins. Errors: BAD_USER_INPUT, RATE_LIMITED, SERVICE_UNAVAILABLE without a worker.",
  })
  exportOrders(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ExportOrdersInput, { description: "Period and currency." }) input: ExportOrdersInput,
  ): Promise<ExportOrdersPayload> {
    return this.exports.write(signedIn, input, address);
  }
}
