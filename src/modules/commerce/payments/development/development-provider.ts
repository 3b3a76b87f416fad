import { publicUrlOf } from "../../../../config/public-url.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { prepared } from "../../../../platform/database/prepared.js";
import { equalInConstantTime, type Secrets } from "../../../../platform/security/secrets.js";
import type { PaymentProvider, ProviderEvent, ProviderPayment } from "../payment-provider.js";
import type { PaymentState } from "../payment-state.js";

export const DEVELOPMENT = "development";

/** What its page shows. */
export interface DevelopmentPage {
  id: string;
  state: PaymentState;
  amountMinor: number;
  currency: string;
  description: string;
  returnUrl: string;
  /** The form must send it: a page of another site does not know it. */
  formToken: string;
}

export interface DevelopmentPayments {
  provider: PaymentProvider;
  page(id: string): Promise<DevelopmentPage | null>;
  /** Null for an unknown payment or a wrong token. A payment that is decided keeps its state. */
  decide(id: string, formToken: string, pay: boolean): Promise<DevelopmentPage | null>;
}

interface Dependencies {
  db: Database;
  secrets: Secrets;
  env: { PUBLIC_URL: string; HOST: string; PORT: number };
  /** Delivers an event, as the webhook of a real provider does. */
  send(event: ProviderEvent): Promise<unknown>;
}

type Row = Omit<DevelopmentPage, "formToken">;
const COLUMNS = `id, state, amount_minor as "amountMinor", currency, description, return_url as "returnUrl"`;

/** A payment provider that takes no money and needs no key, for development and tests. Production refuses it. */
export function createDevelopmentPayments({ db, secrets, env, send }: Dependencies): DevelopmentPayments {
  const urlOf = (id: string) => `${publicUrlOf(env)}/dev-pay/${id}`;
  const asSeen = ({ id, state }: Pick<Row, "id" | "state">): ProviderPayment => ({
    ...{ id, state },
    redirectUrl: state === "PENDING" ? urlOf(id) : null,
  });
  const tokenOf = (id: string) => secrets.mac("development-payment", id);
  const find = async (em: EntityManager, id: string) =>
    (await prepared<Row>(em, `select ${COLUMNS} from development_payments where id = ?`, [id]))[0];
  const known = (row: Row | undefined): Row => {
    if (!row) throw new Error("The development provider has no such payment.");
    return row;
  };
  /** One conditional update: of concurrent changes, one happens. Returns the payment afterwards. */
  const decided = async (em: EntityManager, id: string, state: PaymentState): Promise<Row | undefined> => {
    const sql = `update development_payments set state = ? where id = ? and state = 'PENDING' returning ${COLUMNS}`;
    return (await prepared<Row>(em, sql, [state, id]))[0] ?? find(em, id);
  };
  /** One conditional update: in sum never more than was paid, and nothing more for a known key. Returns whether the key has its refund. */
  const giveBack = async (id: string, key: string, amountMinor: number, state: PaymentState): Promise<boolean> => {
    const em = db.em.fork();
    await em.execute(
      `update development_payments set refunds = refunds || jsonb_build_object(?::text, ?::int), state = ?
       where id = ? and state = 'SUCCEEDED' and not jsonb_exists(refunds, ?)
         and ?::int + coalesce((select sum(value::int) from jsonb_each_text(refunds)), 0) <= amount_minor`,
      [key, amountMinor, state, id, key, amountMinor],
    );
    return (await rows(em, "select 1 from development_payments where id = ? and jsonb_exists(refunds, ?)", [id, key])).length > 0;
  };
  const pageOf = (row: Row): DevelopmentPage => ({ ...row, formToken: tokenOf(row.id).toString("base64url") });

  return {
    provider: {
      name: DEVELOPMENT,

      async create({ key, amountMinor, currency, description, returnUrl }) {
        const em = db.em.fork();
        const [made] = await prepared<Row>(
          em,
          `insert into development_payments (id, key, amount_minor, currency, description, return_url) values (?, ?, ?, ?, ?, ?)
           on conflict on constraint development_payments_key_unique do nothing returning ${COLUMNS}`,
          [newId(), key, amountMinor, currency, description, returnUrl],
        );
        return asSeen(made ?? (await rows<Row>(em, `select ${COLUMNS} from development_payments where key = ?`, [key]))[0]!);
      },

      read: async (id) => asSeen(known(await find(db.em.fork(), id))),
      cancel: async (id) => asSeen(known(await decided(db.em.fork(), id, "CANCELLED"))),

      async refund(id, { key, amountMinor }) {
        await giveBack(id, key, amountMinor, "REFUNDED");
        return known(await find(db.em.fork(), id)).state;
      },

      refundPart: async (id, { key, amountMinor }) => ((await giveBack(id, key, amountMinor, "SUCCEEDED")) ? "DONE" : "REFUSED"),
    },

    async page(id) {
      const row = await find(db.em.fork(), id);
      return row ? pageOf(row) : null;
    },

    async decide(id, formToken, pay) {
      if (!equalInConstantTime(Buffer.from(formToken, "base64url"), tokenOf(id))) return null;
      const row = await decided(db.em.fork(), id, pay ? "SUCCEEDED" : "FAILED");
      if (!row) return null;
      // Repeated if the form is sent again, and asked for by the order if it is lost.
      await send({ id: `${id}-${row.state.toLowerCase()}`, paymentId: id, state: row.state });
      return pageOf(row);
    },
  };
}
