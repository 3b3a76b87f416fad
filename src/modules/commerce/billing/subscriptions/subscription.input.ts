import { STRIPE_ID_MAX } from "../../payments/stripe/stripe-event.entity.js";
import { IsInt, IsOptional, Length, Matches, Max, MaxLength, Min } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { QUANTITY_MAX } from "../../catalogue/product.entity.js";
import type { SubscriptionRow } from "./subscription.rows.js";
import type { SubscriptionState } from "./subscription-state.js";
import { PlanSubscriptionType, SubscriptionStateEnum } from "./subscription.type.js";

const KEY_MAX = 100;
const CODE_MAX = 100;
const plainText = { message: "must consist of letters, digits, underscores and hyphens" };

@InputType({ description: "The plan to subscribe to." })
export class StartSubscriptionInput {
  @Field(() => idOf("ProductPrice"), { description: "A current price of the plan, with an `interval`." })
  priceId!: string;

  @Field(() => idOf("Organization"), {
    nullable: true,
    description: "The organization, for a plan that is paid by seat; you must be its owner or manager. Null: your account.",
  })
  organizationId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `Seats, from the number of the organization's members to the plan's \`maxQuantity\`, at most ${QUANTITY_MAX}. Default 1.`,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(QUANTITY_MAX)
  quantity?: number | null;

  @Field(() => String, {
    description: `A random text of the client, 1 to ${KEY_MAX} characters: with the same one, the same checkout is returned.`,
  })
  @Length(1, KEY_MAX)
  @Matches(/^[\w-]+$/, plainText)
  idempotencyKey!: string;
}

@InputType({ description: "The number of seats." })
export class ChangeSeatsInput {
  @Field(() => idOf("PlanSubscription"), { description: "The subscription." })
  id!: string;

  @Field(() => Int, { description: `Seats from now on, 1 to ${QUANTITY_MAX}; not fewer than the organization has members.` })
  @IsInt()
  @Min(1)
  @Max(QUANTITY_MAX)
  quantity!: number;
}

@InputType({ description: "The subscription to cancel." })
export class CancelSubscriptionInput {
  @Field(() => idOf("PlanSubscription"), { description: "The subscription." })
  id!: string;

  @Field(() => Boolean, { defaultValue: false, description: "For admins: ends it at once, without a refund. Default false." })
  immediately!: boolean;
}

@InputType({ description: "The subscription to resume." })
export class ResumeSubscriptionInput {
  @Field(() => idOf("PlanSubscription"), { description: "The subscription." })
  id!: string;
}

@InputType({ description: "A promotion code for a subscription." })
export class ApplyPromotionCodeInput {
  @Field(() => idOf("PlanSubscription"), { description: "The subscription." })
  id!: string;

  @Field(() => String, { description: `The code, 1 to ${CODE_MAX} letters, digits, underscores and hyphens; in any case.` })
  @Length(1, CODE_MAX)
  @Matches(/^[\w-]+$/, plainText)
  code!: string;
}

@InputType({ description: "The subscription to read at Stripe." })
export class RefreshSubscriptionInput {
  @Field(() => idOf("PlanSubscription"), { description: "The subscription." })
  id!: string;
}

@InputType({ description: "Whose billing page to open." })
export class OpenBillingPortalInput {
  @Field(() => idOf("Organization"), { nullable: true, description: "An organization that you own or manage. Null: your account." })
  organizationId?: string | null;
}

@InputType({ description: "Conditions on subscriptions; all must hold." })
export class PlanSubscriptionFilterInput {
  @Field(() => SubscriptionStateEnum, { nullable: true, description: "Only subscriptions in this state." })
  state?: SubscriptionState | null;

  @Field(() => idOf("User"), { nullable: true, description: "Only subscriptions of this account." })
  userId?: string | null;

  @Field(() => idOf("Organization"), { nullable: true, description: "Only subscriptions of this organization." })
  organizationId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Only the subscription with this id at Stripe (\`sub_…\`); at most ${STRIPE_ID_MAX} characters.`,
  })
  @IsOptional()
  @MaxLength(STRIPE_ID_MAX)
  stripeId?: string | null;
}

@ObjectType({ description: "Result of startSubscription." })
export class StartSubscriptionPayload {
  @Field(() => String, {
    description:
      "Address of Stripe's page, where the customer pays; valid for a day. It returns to `/billing`, or `/organizations/<id>/billing`, of the web application with `?checkout=completed` or `cancelled`. The subscription is in `mySubscriptions` moments later.",
  })
  checkoutUrl!: string;
}

@ObjectType({ description: "Result of openBillingPortal." })
export class OpenBillingPortalPayload {
  @Field(() => String, { description: "Address of Stripe's page. Open it at once: it is valid for minutes." })
  portalUrl!: string;
}

@ObjectType({ description: "Result of changeSeats." })
export class ChangeSeatsPayload {
  @Field(() => PlanSubscriptionType, { description: "The subscription after the change." })
  subscription!: SubscriptionRow;
}

@ObjectType({ description: "Result of cancelSubscription." })
export class CancelSubscriptionPayload {
  @Field(() => PlanSubscriptionType, { description: "The subscription, with `cancelAt`, or ended." })
  subscription!: SubscriptionRow;
}

@ObjectType({ description: "Result of resumeSubscription." })
export class ResumeSubscriptionPayload {
  @Field(() => PlanSubscriptionType, { description: "The subscription, which goes on." })
  subscription!: SubscriptionRow;
}

@ObjectType({ description: "Result of applyPromotionCode." })
export class ApplyPromotionCodePayload {
  @Field(() => PlanSubscriptionType, { description: "The subscription with its discount." })
  subscription!: SubscriptionRow;
}

@ObjectType({ description: "Result of refreshSubscription." })
export class RefreshSubscriptionPayload {
  @Field(() => PlanSubscriptionType, { description: "The subscription as Stripe has it." })
  subscription!: SubscriptionRow;
}
