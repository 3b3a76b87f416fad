/** Objects in the shape of Stripe's API, as far as this program reads them. Amounts and times are Stripe's: see platform/stripe/amounts.ts. */

interface Shape {
  id: string;
  object: string;
  /** Unix seconds. */
  created: number;
}

type Metadata = Record<string, string>;

interface CustomerShape extends Shape {
  metadata: Metadata;
  deleted?: true;
  /** Whether its card is declined; not in Stripe's API. */
  declines: boolean;
}

interface ProductShape extends Shape {
  name: string;
}

export interface PriceShape extends Shape {
  product: string;
  currency: string;
  unit_amount: number;
  recurring: { interval: "month" | "year" };
  lookup_key: string;
  metadata: Metadata;
}

export interface TaxRateShape extends Shape {
  rateBp: number;
  inclusive: boolean;
}

/** A Checkout Session of the mode `subscription`. */
export interface SessionShape extends Shape {
  customer: string;
  status: "open" | "complete" | "expired";
  url: string | null;
  price: string;
  quantity: number;
  trialDays: number | null;
  taxRate: string | null;
  /** Of the promotion code that was entered. */
  promotion: string | null;
  success_url: string;
  cancel_url: string;
  metadata: Metadata;
}

export interface PortalShape extends Shape {
  customer: string;
  url: string;
  return_url: string;
}

export interface DiscountShape {
  id: string;
  object: "discount";
  end: null;
  source: { type: "coupon"; coupon: { id: string; name: string; percent_off: number; amount_off: null; currency: null } };
  promotion_code: { id: string; code: string };
}

export interface LineShape {
  description: string;
  quantity: number;
  amount: number;
  parent: { subscription_item_details: { proration: boolean } };
}

export interface SubscriptionShape extends Shape {
  customer: string;
  status: "trialing" | "active" | "past_due" | "canceled";
  currency: string;
  start_date: number;
  trial_end: number | null;
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  ended_at: number | null;
  latest_invoice: string | null;
  discounts: DiscountShape[];
  items: {
    data: [{ id: string; quantity: number; price: PriceShape; current_period_start: number; current_period_end: number }];
  };
  taxRate: string | null;
  /** For the next invoice: credits of fewer seats. */
  pending: LineShape[];
}

export interface InvoiceShape extends Shape {
  customer: string;
  number: string;
  status: "open" | "paid" | "void";
  currency: string;
  subtotal: number;
  total: number;
  total_discount_amounts: { amount: number }[];
  total_taxes: { amount: number }[];
  amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  lines: { data: LineShape[] };
  parent: { subscription_details: { subscription: string } };
  period_start: number;
  period_end: number;
  status_transitions: { finalized_at: number; paid_at: number | null };
  payments: { data: { status: "open" | "paid"; payment: { payment_intent: string } }[] };
  hosted_invoice_url: string;
  invoice_pdf: null;
}

interface ChargeShape extends Shape {
  amount: number;
  currency: string;
  payment_intent: string;
  status: "succeeded" | "failed";
  paid: boolean;
  failure_code: string | null;
}

interface RefundShape extends Shape {
  amount: number;
  currency: string;
  payment_intent: string;
  status: "succeeded";
  failure_reason: null;
}

export interface EventShape extends Shape {
  type: string;
  data: { object: Record<string, unknown> };
}

/** The answer to a request with an idempotency key. */
interface AnswerShape extends Shape {
  body: object;
}

export interface Shapes {
  customer: CustomerShape;
  product: ProductShape;
  price: PriceShape;
  tax_rate: TaxRateShape;
  "checkout.session": SessionShape;
  "billing_portal.session": PortalShape;
  subscription: SubscriptionShape;
  invoice: InvoiceShape;
  charge: ChargeShape;
  refund: RefundShape;
  event: EventShape;
  answer: AnswerShape;
}

export type Kind = keyof Shapes;
