import { STRIPE_ID_MAX } from "../../payments/stripe/stripe-event.entity.js";
import { IsInt, IsOptional, Length, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { MoneyType } from "../../../../graphql/money.js";
import { Node } from "../../../../graphql/node.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { AMOUNT_MAX, type Money } from "../../../../kernel/money.js";
import type { InvoiceRow, TransactionRow } from "./invoice.rows.js";
import {
  INVOICE_STATES,
  TRANSACTION_KINDS,
  TRANSACTION_STATES,
  type InvoiceLine,
  type InvoiceState,
  type TransactionKind,
  type TransactionState,
} from "./invoice.entity.js";

const REASON_MAX = 500;

export const InvoiceStateEnum = enumOf(INVOICE_STATES);
registerEnumType(InvoiceStateEnum, {
  name: "InvoiceState",
  description: "State of an invoice.",
  valuesConfig: {
    DRAFT: { description: "Can still change. Visible to admins." },
    OPEN: { description: "To be paid; `hostedUrl` takes the payment." },
    PAID: { description: "Paid, or nothing to pay." },
    UNCOLLECTIBLE: { description: "Not expected to be paid any more." },
    VOID: { description: "Withdrawn." },
  },
});

const TransactionKindEnum = enumOf(TRANSACTION_KINDS);
registerEnumType(TransactionKindEnum, {
  name: "InvoiceTransactionKind",
  description: "Direction of the money.",
  valuesConfig: { PAYMENT: { description: "From the customer." }, REFUND: { description: "Back to the customer." } },
});

const TransactionStateEnum = enumOf(TRANSACTION_STATES);
registerEnumType(TransactionStateEnum, {
  name: "InvoiceTransactionState",
  description: "State of a transaction.",
  valuesConfig: {
    PENDING: { description: "On its way." },
    SUCCEEDED: { description: "Arrived." },
    FAILED: { description: "Failed: no money has moved." },
  },
});

@ObjectType("InvoiceLine", { description: "A line of an invoice, such as a period or a proration." })
export class InvoiceLineType {
  @Field(() => String, { description: "What it is for, as on the invoice." })
  description!: string;

  @Field(() => Int, { description: "Number of seats, or 1." })
  quantity!: number;

  @Field(() => MoneyType, { description: "Amount before discounts and added tax; negative for a credit." })
  amount!: Money;
}

@ObjectType("InvoiceTransaction", {
  implements: Node,
  description: "A try to charge an invoice, or a refund. Visible to who may see the invoice.",
})
export class InvoiceTransactionType implements Pick<TransactionRow, "id" | "kind" | "state" | "failureCode" | "at"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => TransactionKindEnum, { description: "Direction of the money." })
  kind!: TransactionKind;

  @Field(() => TransactionStateEnum, { description: "Its state." })
  state!: TransactionState;

  @Derived(({ amountMinor, currency }: TransactionRow): Money => ({ amountMinor, currency }))
  @Field(() => MoneyType, { description: "Its amount, not negative." })
  amount?: Money;

  @Field(() => String, { nullable: true, description: "Why it failed: a code of Stripe, such as `card_declined`. Null otherwise." })
  failureCode!: string | null;

  @Field(() => GraphQLDateTime, { description: "When it began." })
  at!: Date;
}

export const InvoiceTransactionConnection = connectionOf("InvoiceTransaction", () => InvoiceTransactionType);

const amountOf =
  (read: (row: InvoiceRow) => number) =>
  (row: InvoiceRow): Money => ({ amountMinor: read(row), currency: row.currency });

@ObjectType("Invoice", {
  implements: Node,
  description:
    "An invoice of a subscription. Visible to its account, to owners and managers of its organization, and to admins. Kept for years after the account is deleted, as the law demands, without the account.",
})
export class InvoiceType implements Pick<
  InvoiceRow,
  "id" | "number" | "state" | "periodStart" | "periodEnd" | "issuedAt" | "paidAt" | "hostedUrl" | "pdfUrl"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { nullable: true, description: "Invoice number; null for a draft." })
  number!: string | null;

  @Field(() => InvoiceStateEnum, { description: "Its state." })
  state!: InvoiceState;

  @Derived(amountOf((row) => row.subtotalMinor))
  @Field(() => MoneyType, { description: "Sum of its lines, before discounts and added tax." })
  subtotal?: Money;

  @Derived(amountOf((row) => row.discountMinor))
  @Field(() => MoneyType, { description: "Sum of the discounts, not negative." })
  discount?: Money;

  @Derived(amountOf((row) => row.taxMinor))
  @Field(() => MoneyType, { description: "Sum of the tax." })
  tax?: Money;

  @Derived(amountOf((row) => row.totalMinor))
  @Field(() => MoneyType, { description: "With tax; negative if credits outweigh, which count towards later invoices." })
  total?: Money;

  @Derived(amountOf((row) => row.dueMinor))
  @Field(() => MoneyType, { description: "What is left to pay." })
  due?: Money;

  @Derived(amountOf((row) => row.paidMinor))
  @Field(() => MoneyType, { description: "What was paid." })
  paid?: Money;

  @Derived(amountOf((row) => row.refundedMinor))
  @Field(() => MoneyType, { description: "What was given back of it." })
  refunded?: Money;

  @Derived(({ lines, currency }: InvoiceRow): InvoiceLineType[] =>
    lines.map(({ description, quantity, amountMinor }: InvoiceLine) => ({ description, quantity, amount: { amountMinor, currency } })),
  )
  @Field(() => [InvoiceLineType], { description: "Its lines; at most 50, all are in the PDF." })
  lines?: InvoiceLineType[];

  @Field(() => GraphQLDateTime, { description: "Start of the period that it is for." })
  periodStart!: Date;

  @Field(() => GraphQLDateTime, { description: "End of that period." })
  periodEnd!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was issued; null for a draft." })
  issuedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was paid; null if it is not." })
  paidAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "Page of Stripe where it can be paid and downloaded. Anyone with the address can open it. Null for a draft.",
  })
  hostedUrl!: string | null;

  @Field(() => String, { nullable: true, description: "The invoice as a PDF, at Stripe. Anyone with the address can open it." })
  pdfUrl!: string | null;
}

export const InvoiceConnection = connectionOf("Invoice", () => InvoiceType);

@InputType({ description: "Conditions on invoices; all must hold." })
export class InvoiceFilterInput {
  @Field(() => InvoiceStateEnum, { nullable: true, description: "Only invoices in this state." })
  state?: InvoiceState | null;

  @Field(() => idOf("User"), { nullable: true, description: "Only invoices of this account." })
  userId?: string | null;

  @Field(() => idOf("Organization"), { nullable: true, description: "Only invoices of this organization." })
  organizationId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Only the invoice with this id at Stripe: its own (\`in_…\`), or that of a payment (\`ch_…\`) or refund (\`re_…\`) of it; at most ${STRIPE_ID_MAX} characters.`,
  })
  @IsOptional()
  @MaxLength(STRIPE_ID_MAX)
  stripeId?: string | null;
}

@InputType({ description: "What to refund." })
export class RefundInvoiceInput {
  @Field(() => idOf("Invoice"), { description: "A paid invoice." })
  id!: string;

  @Field(() => Int, { nullable: true, description: "Minor units of the invoice's currency, from 1. Null: all that is left." })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(AMOUNT_MAX)
  amountMinor?: number | null;

  @Field(() => String, { description: `Why, for the audit log: one line, 1 to ${REASON_MAX} characters.` })
  @Length(1, REASON_MAX)
  @Trimmed()
  @OneLine()
  reason!: string;
}

@ObjectType({ description: "Result of refundInvoice." })
export class RefundInvoicePayload {
  @Field(() => InvoiceType, { description: "The invoice with its refund." })
  invoice!: InvoiceRow;
}
