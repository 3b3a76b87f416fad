import { rows, type Transaction } from "../../../../platform/database/database.js";
import type { EntitlementsService } from "../../../base/entitlements/entitlements.service.js";
import type { ProductGrant } from "../../catalogue/terms.js";
import { isEntitledState, type SubscriptionState } from "./subscription-state.js";

export interface EffectServices {
  entitlements: EntitlementsService;
}

interface Found {
  id: string;
  state: SubscriptionState;
  userId: string | null;
  organizationId: string | null;
  quantity: number;
  graceUntil: Date | null;
  cancelAt: Date | null;
  /** The end of the period and the grace period after it: what it gives ends by itself if Stripe is never heard of again. */
  latest: Date;
  grants: ProductGrant[] | null;
}

export const SEATS = "seats";

/**
 * Gives what the subscription has, and takes back what it has no longer: entitlements of its holder; an organization's are also its seats. In
 * the transaction that changes its row. Idempotent.
 */
export async function applySubscription(tx: Transaction, id: string, graceDays: number, services: EffectServices): Promise<void> {
  const [found] = await rows<Found>(
    tx,
    `select s.id, s.state, s.user_id as "userId", s.organization_id as "organizationId", s.quantity, s.grace_until as "graceUntil",
       s.cancel_at as "cancelAt", s.period_end + ?::int * interval '1 day' as latest, p.grants
     from subscriptions s left join products p on p.id = s.product_id where s.id = ?`,
    [graceDays, id],
  );
  if (!found) return;
  const { userId, organizationId, state, quantity, graceUntil, cancelAt, latest } = found;
  const grants = isEntitledState(state) ? (found.grants ?? []) : [];
  await services.entitlements.keep(
    tx,
    {
      ...{ reference: id, userId, organizationId, source: organizationId === null ? "PLAN" : "ORGANIZATION" },
      grants: grants.map((grant) => ({ key: grant.key, quantity: grant.perPiece ? grant.quantity * quantity : grant.quantity })),
      until: state === "PAST_DUE" && graceUntil ? graceUntil : (cancelAt ?? latest),
    },
    organizationId === null ? [] : await membersOf(tx, organizationId),
  );
}

async function membersOf(tx: Transaction, organizationId: string): Promise<string[]> {
  const found = await rows<{ userId: string }>(tx, `select user_id as "userId" from organization_members where organization_id = ?`, [
    organizationId,
  ]);
  return found.map(({ userId }) => userId);
}
