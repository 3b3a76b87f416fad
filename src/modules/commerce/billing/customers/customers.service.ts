import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { forViewer, isMissingAtStripe, type Stripe, type StripeGateway } from "../../../../platform/stripe/stripe.js";
import { currentOrganization, expectActive, expectToRun, readOrganization } from "../../../accounts/organizations/organization.rows.js";
import type { TaxId } from "./billing-customer.entity.js";

/** Who pays. */
export interface Holder {
  userId: string | null;
  organizationId: string | null;
}

export interface CustomerRow extends Holder {
  id: string;
  stripeId: string;
  taxIds: TaxId[];
}

export interface CustomersService {
  /** The account itself, or an organization that it runs. FORBIDDEN for others; CONFLICT for one that is not active, unless `readOnly`. */
  holderFor(viewer: SignedIn, organizationId: string | null, readOnly?: boolean): Promise<Holder>;
  find(em: EntityManager, holder: Holder): Promise<CustomerRow | null>;
  /** The customer at Stripe, created if missing. */
  ensure(viewer: SignedIn, holder: Holder): Promise<CustomerRow>;
  /** Address of Stripe's page for payment methods, addresses, tax numbers and invoices. NOT_FOUND for who has never subscribed. */
  openPortal(viewer: SignedIn, organizationId: string | null): Promise<string>;
  /** Reads tax numbers and a deletion at Stripe. False if it is no customer of ours. */
  sync(stripeId: string): Promise<boolean>;
  /** Deletes customers of deleted accounts at Stripe, which ends their subscriptions. Returns how many. */
  deleteDue(limit: number): Promise<number>;
}

interface Dependencies {
  db: Database;
  stripe: StripeGateway | null;
  env: { WEB_URL: string };
}

const CUSTOMER_COLUMNS = `c.id, c.stripe_id as "stripeId", c.user_id as "userId", c.organization_id as "organizationId", c.tax_ids as "taxIds"`;
const MOST_TAX_IDS = 10;
const AGAIN = "interval '10 minutes'";

/** Of where a person goes back to from Stripe's pages. */
export const billingPage = (webUrl: string, { organizationId }: Holder): string =>
  organizationId === null ? `${webUrl}/billing` : `${webUrl}/organizations/${organizationId}/billing`;

export function needStripe(stripe: StripeGateway | null): Stripe {
  if (!stripe) throw new AppError("SERVICE_UNAVAILABLE", "This installation takes no payments.");
  return stripe.api;
}

export function createCustomersService({ db, stripe, env }: Dependencies): CustomersService {
  const find: CustomersService["find"] = async (em, { userId, organizationId }) => {
    const [column, id] = organizationId === null ? ["user_id", userId] : ["organization_id", organizationId];
    const sql = `select ${CUSTOMER_COLUMNS} from billing_customers c where c.${column} = ? and c.deleted_at is null`;
    return (await rows<CustomerRow>(em, sql, [id]))[0] ?? null;
  };

  return {
    find,

    async holderFor(viewer, organizationId, readOnly = false) {
      if (organizationId === null) return { userId: viewer.id, organizationId: null };
      if (readOnly) expectToRun(await readOrganization(db.em.fork(), viewer, { id: organizationId }));
      else
        await db.transaction(async (tx) => {
          const row = await currentOrganization(tx, viewer, organizationId);
          expectToRun(row);
          expectActive(row);
        });
      return { userId: null, organizationId };
    },

    async ensure(viewer, holder) {
      const api = needStripe(stripe);
      const em = db.em.fork();
      const known = await find(em, holder);
      if (known) return known;
      const { userId, organizationId } = holder;
      const [facts] = await rows<{ email: string | null; name: string; before: number }>(
        em,
        `select u.email, coalesce(o.name, u.display_name) as name,
           (select count(*)::int from billing_customers c where c.user_id = ? or c.organization_id = ?) as before
         from users u left join organizations o on o.id = ? where u.id = ? and u.deleted_at is null`,
        [userId, organizationId, organizationId, viewer.id],
      );
      if (!facts) throw notFound("account");
      const metadata: Record<string, string> = organizationId === null ? { account: userId! } : { organization: organizationId };
      const { id: stripeId } = await forViewer(
        api.customers.create(
          { name: facts.name, metadata, ...(facts.email ? { email: facts.email } : {}) },
          { idempotencyKey: `customer-${organizationId ?? userId}-${facts.before}` },
        ),
      );
      await em.execute(
        "insert into billing_customers (id, user_id, organization_id, stripe_id) values (?, ?, ?, ?) on conflict do nothing",
        [...[newId(), userId, organizationId, stripeId]],
      );
      return (await find(db.em.fork(), holder))!;
    },

    async openPortal(viewer, organizationId) {
      const api = needStripe(stripe);
      const holder = await this.holderFor(viewer, organizationId, true);
      const customer = await find(db.em.fork(), holder);
      if (!customer) throw notFound("customer");
      const returnUrl = billingPage(env.WEB_URL, holder);
      return (await forViewer(api.billingPortal.sessions.create({ customer: customer.stripeId, return_url: returnUrl }))).url;
    },

    async sync(stripeId) {
      const em = db.em.fork();
      const [known] = await rows(em, "select from billing_customers where stripe_id = ?", [stripeId]);
      if (!known) return false;
      const taxIds = await taxIdsOf(needStripe(stripe), stripeId);
      if (taxIds === null)
        await em.execute("update billing_customers set deleted_at = coalesce(deleted_at, now()) where stripe_id = ?", [stripeId]);
      else
        await em.execute(
          "update billing_customers set tax_ids = case when user_id is null and organization_id is null then '[]' else ?::jsonb end where stripe_id = ?",
          [JSON.stringify(taxIds), stripeId],
        );
      return true;
    },

    async deleteDue(limit) {
      if (!stripe) return 0;
      const due = await rows<{ id: string; stripeId: string }>(
        db.em.fork(),
        `update billing_customers set deletion_due_at = now() + ${AGAIN} where id in (
           select id from billing_customers where deletion_due_at <= now() and deletion_due_at is not null and deleted_at is null
           order by deletion_due_at limit ? for update skip locked)
         returning id, stripe_id as "stripeId"`,
        [limit],
      );
      for (const { id, stripeId } of due) {
        await stripe.api.customers.del(stripeId).catch((error: unknown) => {
          if (!isMissingAtStripe(error)) throw error;
        });
        await db.em.fork().execute("update billing_customers set deleted_at = now() where id = ?", [id]);
      }
      return due.length;
    },
  };
}

/** Null if the customer is deleted. */
async function taxIdsOf(api: Stripe, stripeId: string): Promise<TaxId[] | null> {
  try {
    const customer = await api.customers.retrieve(stripeId);
    if (customer.deleted) return null;
    const { data } = await api.customers.listTaxIds(stripeId, { limit: MOST_TAX_IDS });
    return data.map(({ type, value, verification }) => ({ type, value, verification: verification?.status ?? "unavailable" }));
  } catch (error) {
    if (isMissingAtStripe(error)) return null;
    throw error;
  }
}
