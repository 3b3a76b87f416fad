/** Where a subscription is. docs/payments.md draws the ways between them. */
export const SUBSCRIPTION_STATES = ["INCOMPLETE", "TRIALING", "ACTIVE", "PAST_DUE", "SUSPENDED", "CANCELED"] as const;
export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number];

/** States in which it gives what its plan has. */
export const ENTITLED_STATES: readonly SubscriptionState[] = ["TRIALING", "ACTIVE", "PAST_DUE"];

export const isEntitledState = (state: SubscriptionState): boolean => ENTITLED_STATES.includes(state);

/**
 * From the status at Stripe. A payment that failed is tolerated until the end of the grace period; so the state also changes by the
 * clock. A status that this version does not know gives nothing.
 */
export function stateOf(status: string, graceUntil: Date | null, now: Date): SubscriptionState {
  switch (status) {
    case "trialing":
      return "TRIALING";
    case "active":
      return "ACTIVE";
    case "past_due":
      return graceUntil && now < graceUntil ? "PAST_DUE" : "SUSPENDED";
    case "incomplete":
      return "INCOMPLETE";
    case "canceled":
    case "incomplete_expired":
      return "CANCELED";
    default:
      return "SUSPENDED";
  }
}

/** What people are told of a change. */
export const SUBSCRIPTION_NEWS = ["STARTED", "TRIAL_ENDING", "PAYMENT_FAILED", "SUSPENDED", "RECOVERED", "ENDED"] as const;
export type SubscriptionNews = (typeof SUBSCRIPTION_NEWS)[number];

/** Null if nobody needs to know. `before` is null for a new subscription. */
export function newsOf(before: SubscriptionState | null, after: SubscriptionState): SubscriptionNews | null {
  if (before === after) return null;
  switch (after) {
    case "INCOMPLETE":
      return null;
    case "PAST_DUE":
      return "PAYMENT_FAILED";
    case "SUSPENDED":
      return "SUSPENDED";
    case "CANCELED":
      return before === null || before === "INCOMPLETE" ? null : "ENDED";
    case "TRIALING":
    case "ACTIVE":
      if (before === "PAST_DUE" || before === "SUSPENDED") return "RECOVERED";
      return before === null || before === "INCOMPLETE" ? "STARTED" : null;
  }
}
