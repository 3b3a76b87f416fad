import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { forViewer, isMissingAtStripe, type Stripe, type StripeGateway } from "../../../../platform/stripe/stripe.js";
import { record } from "../../../base/audit/record.js";
import { needStripe, type CustomersService } from "../customers/customers.service.js";
import { changeSeats, previewSeats, type SeatChangePreview } from "./change-seats.js";
import { NEWEST_SUBSCRIPTION_FIRST, readSubscription, seenBy, SUBSCRIPTION_COLUMNS, type SubscriptionRow } from "./subscription.rows.js";
import type { SubscriptionState } from "./subscription-state.js";
import type { SyncSubscription } from "./sync-subscription.js";

export interface SubscriptionFilter {
  state?: SubscriptionState | null;
  userId?: string | null;
  organizationId?: string | null;
  stripeId?: string | null;
}

export interface SubscriptionsService {
  list(em: EntityManager, filter: SubscriptionFilter, page: PageArgs): Promise<Connection<SubscriptionRow>>;
  /** In any order: those that the viewer sees. */
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<SubscriptionRow[]>;
  /** More seats are charged at once, fewer are credited on the next invoice. */
  changeSeats(viewer: SignedIn, input: { id: string; quantity: number }, address: string): Promise<SubscriptionRow>;
  /** What `changeSeats` would cost now. */
  previewSeats(viewer: SignedIn, input: { id: string; quantity: number }): Promise<SeatChangePreview>;
  /** At the end of the period; at once if it is unpaid, or if an admin wants it. Repeating it changes nothing. */
  cancel(viewer: SignedIn, input: { id: string; immediately: boolean }, address: string): Promise<SubscriptionRow>;
  /** Takes a cancellation back before it takes effect. */
  resume(viewer: SignedIn, id: string, address: string): Promise<SubscriptionRow>;
  applyPromotionCode(viewer: SignedIn, input: { id: string; code: string }, address: string): Promise<SubscriptionRow>;
  /** For admins: reads it at Stripe at once. */
  refresh(viewer: SignedIn, id: string): Promise<SubscriptionRow>;
}

interface Dependencies {
  db: Database;
  stripe: StripeGateway | null;
  customers: CustomersService;
  sync: SyncSubscription;
}

/** Stripe is changed first, and then asked: so the row never says what Stripe does not know. */
export function createSubscriptionsService({ db, stripe, customers, sync }: Dependencies): SubscriptionsService {
  const synced = async (viewer: SignedIn, row: SubscriptionRow) => {
    await sync(row.stripeId);
    return readSubscription(db.em.fork(), viewer, row.id);
  };
  /** For who pays it. */
  const readLive = async (viewer: SignedIn, id: string) => {
    const row = await readSubscription(db.em.fork(), viewer, id);
    if (row.organizationId !== null) await customers.holderFor(viewer, row.organizationId, true);
    if (row.state === "CANCELED") throw new AppError("CONFLICT", "This subscription has ended.");
    return row;
  };
  const change = async (
    viewer: SignedIn,
    id: string,
    verb: string,
    address: string,
    work: (api: Stripe, row: SubscriptionRow) => Promise<object | null>,
  ) => {
    const api = needStripe(stripe);
    const row = await readLive(viewer, id);
    const details = await forViewer(work(api, row));
    if (details)
      await db.transaction(async (tx) =>
        record(tx, {
          ...{ actorId: viewer.id, action: `subscription.${verb}`, subject: { type: "subscription", id }, address },
          details: { ...details },
        }),
      );
    return synced(viewer, row);
  };

  return {
    list(em, { state, userId, organizationId, stripeId }, page) {
      const conditions = [
        ...(state ? [{ sql: "s.state = ?", params: [state] }] : []),
        ...(userId ? [{ sql: "s.user_id = ?", params: [userId] }] : []),
        ...(organizationId ? [{ sql: "s.organization_id = ?", params: [organizationId] }] : []),
        ...(stripeId ? [{ sql: "s.stripe_id = ?", params: [stripeId] }] : []),
      ];
      return readConnection(
        em,
        { select: SUBSCRIPTION_COLUMNS, from: "from subscriptions s", conditions },
        page,
        NEWEST_SUBSCRIPTION_FIRST,
      );
    },

    byIds(em, viewer, ids) {
      const seen = seenBy(viewer, "s");
      const sql = `select ${SUBSCRIPTION_COLUMNS} from subscriptions s where s.id in (?) and ${seen.sql}`;
      return rows<SubscriptionRow>(em, sql, [ids, ...seen.params]);
    },

    changeSeats: (viewer, { id, quantity }, address) =>
      change(viewer, id, "seats-changed", address, (api, row) => changeSeats(db, api, row, quantity)),

    async previewSeats(viewer, { id, quantity }) {
      const api = needStripe(stripe);
      return forViewer(previewSeats(db, api, await readLive(viewer, id), quantity));
    },

    cancel: (viewer, { id, immediately }, address) =>
      change(viewer, id, "cancelled", address, async (api, { stripeId, state, cancelAt }) => {
        if (immediately && !isAdmin(viewer)) throw new AppError("FORBIDDEN", "Only admins end a subscription at once.");
        const isUnpaid = state === "PAST_DUE" || state === "SUSPENDED" || state === "INCOMPLETE";
        if (!immediately && !isUnpaid) {
          if (cancelAt) return null;
          await api.subscriptions.update(stripeId, { cancel_at_period_end: true });
          return { immediately: false };
        }
        await api.subscriptions.cancel(stripeId).catch((error: unknown) => {
          if (!isMissingAtStripe(error)) throw error;
        });
        return { immediately: true };
      }),

    resume: (viewer, id, address) =>
      change(viewer, id, "resumed", address, async (api, { stripeId, cancelAt }) => {
        if (!cancelAt) return null;
        await api.subscriptions.update(stripeId, { cancel_at_period_end: false });
        return {};
      }),

    applyPromotionCode: (viewer, { id, code }, address) =>
      change(viewer, id, "discounted", address, async (api, { stripeId }) => {
        const [promotion] = (await api.promotionCodes.list({ code, active: true, limit: 1 })).data;
        if (!promotion) throw badInput("input.code", "This code is unknown, or no longer valid.", "UNKNOWN_VALUE");
        await api.subscriptions.update(stripeId, { discounts: [{ promotion_code: promotion.id }] });
        return { promotionCode: promotion.id };
      }),

    async refresh(viewer, id) {
      needStripe(stripe);
      return forViewer(synced(viewer, await readSubscription(db.em.fork(), viewer, id)));
    },
  };
}
