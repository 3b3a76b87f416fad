import type { PlanSubscriptionState, InvoiceState } from "../api/generated.js";
import { count } from "./count.js";

export const shop = {
  title: "Shop",
  lead: "Plans and tracks for your account.",
  empty: "Nothing is on sale at the moment.",
  buy: (title: string, price: string) => `Buy ${title} for ${price}`,
  haveCode: "I have a discount code",
  code: "Discount code",
  applyCode: "Apply",
  discounted: (discount: string, total: string) => `${discount} off. You pay ${total}.`,
  discount: (code: string, discount: string) => `${discount} off with the code ${code}, included in the prices above`,
  days: (days: number) => `for ${count(days, "day")}`,
  soldOut: "Not available",
  currency: "Currency",
  orders: "Your orders",
  noOrders: "You have not ordered anything.",
  order: "Order",
  pay: "Go to payment",
  cancel: "Cancel the order",
  steps: "What happened",
  tax: (tax: string) => `Includes ${tax} tax`,
  total: "Total",
  toBuy: "buy something",
  free: "Free",
  owned: "Active in your account",
  until: (date: string) => `until ${date}`,
  back: "Back to the shop",
  reason: "Reason",
} as const;

const STATES: Record<PlanSubscriptionState, string> = {
  ACTIVE: "Active",
  CANCELED: "Ended",
  INCOMPLETE: "First payment not complete",
  PAST_DUE: "Payment failed",
  SUSPENDED: "Suspended",
  TRIALING: "Free days",
};

const INVOICE_STATES: Record<InvoiceState, string> = {
  DRAFT: "Draft",
  OPEN: "To be paid",
  PAID: "Paid",
  UNCOLLECTIBLE: "Not collected",
  VOID: "Withdrawn",
};

export const billing = {
  title: "Plans and invoices",
  toSee: "see your plans and invoices",
  empty: "There is no plan and no invoice.",
  plans: "Plans",
  plan: "Plan",
  price: (quantity: number, price: string, interval: "MONTH" | "YEAR" | null) =>
    `${quantity === 1 ? "" : `${quantity} × `}${price}${interval ? ` per ${interval.toLowerCase()}` : ""}`,
  ends: (date: string) => `ends on ${date}`,
  renews: (date: string) => `renews on ${date}`,
  states: STATES,
  invoices: "Invoices",
  invoiceStates: INVOICE_STATES,
  draft: "Draft",
  pay: (number: string) => `Pay ${number}`,
  pdf: (number: string) => `PDF of ${number}`,
  portal: "Payment methods and addresses",
} as const;
