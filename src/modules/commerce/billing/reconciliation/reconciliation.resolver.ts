import { Length } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import type { ReconciliationRow, ReconciliationService } from "./reconciliation.service.js";

@ObjectType("StripeReconciliation", {
  simpleResolvers: true,
  description: "Comparison of all subscriptions and invoices with Stripe. For admins.",
})
export class StripeReconciliationType implements ReconciliationRow {
  @Field(() => GraphQLDateTime, { description: "When the next one is due; every hour." })
  dueAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the last one began." })
  startedAt!: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When the last complete one ended. Before `startedAt`: one is running, or failed.",
  })
  finishedAt!: Date | null;

  @Field(() => Int, { description: "Events of Stripe that the last one found and that had not arrived." })
  foundEvents!: number;

  @Field(() => Int, { description: "Subscriptions and invoices that differed from Stripe, and were repaired." })
  foundDifferences!: number;
}

const REASON_MAX = 500;

@InputType({ description: "Why to compare with Stripe now." })
export class ReconcileStripeInput {
  @Field(() => String, { description: `Why, for the audit log: one line, 1 to ${REASON_MAX} characters.` })
  @Length(1, REASON_MAX)
  @Trimmed()
  @OneLine()
  reason!: string;
}

@ObjectType({ description: "Result of reconcileStripe." })
export class ReconcileStripePayload {
  @Field(() => StripeReconciliationType, { description: "The reconciliation, which is due now." })
  reconciliation!: ReconciliationRow;
}

@Resolver(() => StripeReconciliationType)
export class ReconciliationResolver {
  constructor(private readonly reconciliation: ReconciliationService) {}

  @Allow("billing:administer")
  @Query(() => StripeReconciliationType, {
    nullable: true,
    description: "The last and the next comparison with Stripe. Null before the first one. For admins.",
  })
  stripeReconciliation(@Ctx() { em }: RequestContext): Promise<ReconciliationRow | null> {
    return this.reconciliation.read(em);
  }

  @Allow("billing:administer")
  @Mutation(() => ReconcileStripePayload, {
    description:
      "Compares with Stripe within seconds, in place of at the next hour. Recorded in the audit log. For admins. Errors: BAD_USER_INPUT, SERVICE_UNAVAILABLE (Stripe is not configured).",
  })
  async reconcileStripe(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ReconcileStripeInput, { description: "The reason." }) { reason }: ReconcileStripeInput,
  ): Promise<ReconcileStripePayload> {
    return { reconciliation: await this.reconciliation.request(signedIn, reason, address) };
  }
}
