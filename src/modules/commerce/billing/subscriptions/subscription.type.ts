import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { MoneyType } from "../../../../graphql/money.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import type { Money } from "../../../../kernel/money.js";
import type { PriceInterval } from "../../catalogue/product.entity.js";
import { PriceIntervalEnum } from "../../catalogue/product.type.js";
import type { SeatChangePreview } from "./change-seats.js";
import type { Discount } from "./subscription.entity.js";
import type { SubscriptionRow } from "./subscription.rows.js";
import { isEntitledState, SUBSCRIPTION_STATES, type SubscriptionState } from "./subscription-state.js";

export const SubscriptionStateEnum = enumOf(SUBSCRIPTION_STATES);
registerEnumType(SubscriptionStateEnum, {
  name: "PlanSubscriptionState",
  description: "Where a subscription to a plan is. TRIALING, ACTIVE and PAST_DUE give what the plan has; CANCELED is final.",
  valuesConfig: {
    INCOMPLETE: { description: "Its first payment is not complete, such as a confirmation at the bank. It ends if that takes too long." },
    TRIALING: { description: "In its free days. The first payment is at `trialEndsAt`." },
    ACTIVE: { description: "Paid." },
    PAST_DUE: { description: "A payment failed. It gives everything until `graceUntil`, and the payment is tried again." },
    SUSPENDED: { description: "Unpaid after the grace period, or paused at Stripe. It gives nothing until it is paid." },
    CANCELED: { description: "Ended." },
  },
});

@ObjectType("SubscriptionDiscount", { description: "A discount on a subscription." })
export class SubscriptionDiscountType implements Pick<Discount, "name" | "code" | "percentBp"> {
  @Field(() => String, { description: "Name for people." })
  name!: string;

  @Field(() => String, { nullable: true, description: "The promotion code that was entered; null for a discount without one." })
  code!: string | null;

  @Field(() => Int, { nullable: true, description: "Basis points of the price: 2500 is 25%. Null for a discount of an amount." })
  percentBp!: number | null;

  @Derived(({ amountMinor, currency }: Discount): Money | null => (amountMinor !== null && currency ? { amountMinor, currency } : null))
  @Field(() => MoneyType, { nullable: true, description: "Amount off each invoice. Null for a percentage." })
  amount?: Money | null;

  @Derived(({ endsAt }: Discount) => (endsAt === null ? null : new Date(endsAt)))
  @Field(() => GraphQLDateTime, { nullable: true, description: "It ends then; null: with the subscription, or after the next invoice." })
  endsAt?: Date | null;
}

@ObjectType("PlanSubscription", {
  implements: Node,
  description:
    "A subscription to a plan, of an account or an organization. Visible to the account, to owners and managers of the organization, and to admins.",
})
export class PlanSubscriptionType implements Omit<
  SubscriptionRow,
  "stripeId" | "userId" | "organizationId" | "productId" | "priceId" | "currency" | "unitMinor" | "discounts" | "updatedAt"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => SubscriptionStateEnum, { description: "Where it is." })
  state!: SubscriptionState;

  @Derived(({ state }: SubscriptionRow) => isEntitledState(state))
  @Field(() => Boolean, { description: "Whether it gives now what the plan has." })
  entitled?: boolean;

  @Field(() => Int, { description: "Seats of a plan that is paid by seat; otherwise 1." })
  quantity!: number;

  @Derived(({ unitMinor, currency }: SubscriptionRow): Money => ({ amountMinor: unitMinor, currency }))
  @Field(() => MoneyType, { description: "Price of one seat and interval, as it was when it began. Without discounts." })
  unitPrice?: Money;

  @Field(() => PriceIntervalEnum, { nullable: true, description: "How often it is paid; null for an interval that is set at Stripe." })
  interval!: PriceInterval | null;

  @Field(() => GraphQLDateTime, { description: "Start of the period that is paid, or free." })
  periodStart!: Date;

  @Field(() => GraphQLDateTime, { description: "The next invoice is due then, unless `cancelAt` is set." })
  periodEnd!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "End of the free days, also when it has passed. Null without any." })
  trialEndsAt!: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "It is cancelled and ends then. `resumeSubscription` takes that back. Null if it goes on.",
  })
  cancelAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "In PAST_DUE, the end of the grace period. Null otherwise." })
  graceUntil!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it ended; null before." })
  endedAt!: Date | null;

  @Field(() => GraphQLDateTime, { description: "When it began." })
  startedAt!: Date;

  @Derived(({ discounts }: SubscriptionRow) => discounts)
  @Field(() => [SubscriptionDiscountType], { description: "Its present discounts." })
  discounts?: Discount[];
}

export const PlanSubscriptionConnection = connectionOf("PlanSubscription", () => PlanSubscriptionType);

@ObjectType("SeatChangeLine", { description: "A part of what a change of seats costs." })
export class SeatChangeLineType {
  @Field(() => String, { description: "What it is for, as it would be on the invoice." })
  description!: string;

  @Field(() => MoneyType, { description: "Amount before discounts and added tax; negative for a credit." })
  amount!: Money;
}

@ObjectType("SeatChangePreview", {
  description: "What `changeSeats` would cost at this moment, for the rest of the paid period. A later change costs a little less.",
})
export class SeatChangePreviewType implements SeatChangePreview {
  @Field(() => Int, { description: "The number of seats that was asked for." })
  quantity!: number;

  @Field(() => MoneyType, { description: "Charged at once, with discounts and tax. 0 for fewer or as many seats." })
  dueNow!: Money;

  @Field(() => MoneyType, { description: "Credited on the next invoice, before discounts and added tax. 0 for more or as many seats." })
  credit!: Money;

  @Field(() => [SeatChangeLineType], { description: "The prorated parts, at most 50." })
  lines!: SeatChangeLineType[];
}
