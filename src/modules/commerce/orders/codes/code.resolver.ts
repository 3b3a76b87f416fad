import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import type { CodeRow } from "./code.rows.js";
import {
  CreateDiscountCodeInput,
  CreateDiscountCodePayload,
  DiscountCodeConnection,
  DiscountCodeFilterInput,
  DiscountCodeType,
  EndDiscountCodeInput,
  EndDiscountCodePayload,
} from "./code.type.js";
import type { CodesService } from "./codes.service.js";

@Resolver(() => DiscountCodeType)
export class DiscountCodeResolver {
  constructor(private readonly codes: CodesService) {}

  @Allow("discount-code:manage")
  @Query(() => DiscountCodeConnection, { description: "Discount codes of orders, newest first. For admins. Errors: BAD_USER_INPUT." })
  discountCodes(
    @Ctx() { em }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => DiscountCodeFilterInput, { nullable: true, description: "Only codes that match; all when absent." })
    filter?: DiscountCodeFilterInput,
  ): Promise<Connection<CodeRow>> {
    return this.codes.list(em, filter ?? {}, page);
  }

  @Allow("discount-code:manage")
  @Mutation(() => CreateDiscountCodePayload, {
    description:
      "Creates a discount code for `placeOrder`. It cannot be changed: end it, and create another one. Recorded in the audit log. For admins. Errors: BAD_USER_INPUT, CONFLICT (code).",
  })
  async createDiscountCode(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateDiscountCodeInput, { description: "The discount code." }) input: CreateDiscountCodeInput,
  ): Promise<CreateDiscountCodePayload> {
    return { discountCode: await this.codes.create(signedIn, input, address) };
  }

  @Allow("discount-code:manage")
  @Mutation(() => EndDiscountCodePayload, {
    description:
      "Ends a discount code for later orders; orders that have it keep it. Repeating the call changes nothing. Recorded in the audit log. For admins. Errors: NOT_FOUND.",
  })
  async endDiscountCode(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => EndDiscountCodeInput, { description: "The discount code." }) { id }: EndDiscountCodeInput,
  ): Promise<EndDiscountCodePayload> {
    return { discountCode: await this.codes.end(signedIn, id, address) };
  }
}
