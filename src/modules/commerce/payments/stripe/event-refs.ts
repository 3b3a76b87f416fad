/** What is kept of an event of Stripe: ids only, see stripe-event.entity.ts. */
export interface StripeFacts {
  id: string;
  type: string;
  /** Unix seconds. */
  created: number;
  data: { object: StripeObject };
}

type StripeObject = { object?: string; id?: unknown; parent?: unknown } & Record<string, unknown>;

/** References from one object to another that lead to the objects we have rows of. */
const NAMED = ["customer", "subscription", "invoice", "payment_intent", "charge"] as const;

const MOST_CHARACTERS = 255;

/** Ids of the object itself and of those it names, by kind. An invoice names its subscription in `parent`. */
export function refsOf(object: StripeObject): Record<string, string> {
  const refs: Record<string, string> = {};
  const add = (kind: string | undefined, value: unknown) => {
    const id = typeof value === "object" && value !== null ? (value as { id?: unknown }).id : value;
    if (kind && typeof id === "string" && id !== "" && id.length <= MOST_CHARACTERS) refs[kind] = id;
  };
  for (const kind of NAMED) add(kind, object[kind]);
  const parent = object.parent as { subscription_details?: { subscription?: unknown } | null } | null | undefined;
  add("subscription", parent?.subscription_details?.subscription);
  add(object.object, object.id);
  return refs;
}
