import { newId } from "../../../../../kernel/ids.js";
import { rows, type Transaction } from "../../../../../platform/database/database.js";
import { fromStripeTime, toStripeTime } from "../../../../../platform/stripe/amounts.js";
import type { EventShape, Kind, Shapes } from "./shapes.js";

const PREFIXES: Readonly<Record<Kind, string>> = {
  ...{ customer: "cus", product: "prod", price: "price", tax_rate: "txr", "checkout.session": "cs", "billing_portal.session": "bps" },
  ...{ subscription: "sub", invoice: "in", charge: "ch", refund: "re", event: "evt", answer: "answer" },
};

/** A new id as Stripe makes them. They sort by age. */
export const idFor = (prefix: string): string => `${prefix}_${newId().replaceAll("-", "")}`;

/** All requests run one after the other: the provider of one developer needs no more. */
const LOCK = 7_331_204;

/** The objects, in one transaction. */
export interface ObjectStore {
  /** Unix seconds. */
  now: number;
  /** Of this transaction; sent after its commit. */
  events: EventShape[];
  find<K extends Kind>(kind: K, id: string): Promise<Shapes[K] | null>;
  get<K extends Kind>(kind: K, id: string): Promise<Shapes[K]>;
  /** Those that have all these values, newest first. */
  all<K extends Kind>(kind: K, values?: object): Promise<Shapes[K][]>;
  /** With an id and a time of its own, unless an id is given. */
  make<K extends Kind>(kind: K, values: Omit<Shapes[K], "id" | "object" | "created"> & { id?: string }): Promise<Shapes[K]>;
  /** Writes a changed object. */
  save<K extends Kind>(object: Shapes[K]): Promise<void>;
  emit(type: string, object: Shapes[Kind]): Promise<void>;
  /** Address of the page of an object. */
  pageOf(id: string): string;
}

export async function openStore(tx: Transaction, pageOf: (id: string) => string): Promise<ObjectStore> {
  await tx.execute("select pg_advisory_xact_lock(?)", [LOCK]);
  const [clock] = await rows<{ now: Date }>(tx, "select clock_timestamp() as now");
  const select = "select data from development_billing_objects where kind = ?";

  const store: ObjectStore = {
    now: toStripeTime(clock!.now),
    events: [],
    pageOf,

    async find<K extends Kind>(kind: K, id: string) {
      return (await rows<{ data: Shapes[K] }>(tx, `${select} and id = ?`, [kind, id]))[0]?.data ?? null;
    },

    async get(kind, id) {
      const found = await store.find(kind, id);
      if (!found) throw new Error(`The built-in provider has no ${kind} ${id}.`);
      return found;
    },

    async all<K extends Kind>(kind: K, values: object = {}) {
      const sql = `${select} and data @> ?::jsonb order by id desc`;
      return (await rows<{ data: Shapes[K] }>(tx, sql, [kind, JSON.stringify(values)])).map(({ data }) => data);
    },

    async make<K extends Kind>(kind: K, values: Omit<Shapes[K], "id" | "object" | "created"> & { id?: string }) {
      const made = { ...values, id: values.id ?? idFor(PREFIXES[kind]), object: kind, created: store.now } as unknown as Shapes[K];
      await store.save(made);
      return made;
    },

    async save(object) {
      await tx.execute(
        `insert into development_billing_objects (id, kind, data, due_at) values (?, ?, ?::jsonb, ?)
         on conflict (id) do update set data = excluded.data, due_at = excluded.due_at`,
        [object.id, object.object, JSON.stringify(object), dueOf(object)],
      );
    },

    async emit(type, object) {
      store.events.push(await store.make("event", { type, data: { object: { ...object } } }));
    },
  };
  return store;
}

function dueOf(object: Shapes[Kind]): Date | null {
  if (object.object !== "subscription") return null;
  const { ended_at: ended, items } = object as Shapes["subscription"];
  return ended === null ? fromStripeTime(items.data[0].current_period_end) : null;
}
