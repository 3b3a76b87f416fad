import type { SignedIn } from "../../../../access/viewer.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { startRounds } from "../../../../platform/jobs/rounds.js";
import type { StripeGateway } from "../../../../platform/stripe/stripe.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { record } from "../../../base/audit/record.js";
import type { BackgroundWork } from "../../../contracts/module.js";
import { needStripe, type CustomersService } from "../customers/customers.service.js";
import type { Reconciled } from "./reconcile.js";

const TICK_MS = 2 * SECOND_MS;
const EVERY = "interval '1 hour'";
const CUSTOMERS = 20;

export interface ReconciliationRow {
  dueAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  foundEvents: number;
  foundDifferences: number;
}

export interface ReconciliationService {
  /** Null before the first one. */
  read(em: EntityManager): Promise<ReconciliationRow | null>;
  /** A worker starts the next one within seconds. */
  request(viewer: SignedIn, reason: string, address: string): Promise<ReconciliationRow>;
}

const COLUMNS = `due_at as "dueAt", started_at as "startedAt", finished_at as "finishedAt", found_events as "foundEvents",
  found_differences as "foundDifferences"`;

export function createReconciliationService({ db, stripe }: { db: Database; stripe: StripeGateway | null }): ReconciliationService {
  return {
    read: async (em) => (await rows<ReconciliationRow>(em, `select ${COLUMNS} from stripe_reconciliation where id = 1`))[0] ?? null,

    async request(viewer, reason, address) {
      needStripe(stripe);
      return db.transaction(async (tx) => {
        const [row] = await rows<ReconciliationRow>(
          tx,
          `insert into stripe_reconciliation (id, due_at) values (1, now()) on conflict (id) do update set due_at = now() returning ${COLUMNS}`,
        );
        const subject = { type: "stripe", id: null };
        record(tx, { actorId: viewer.id, action: "stripe.reconciliation-requested", subject, address, details: { reason } });
        return row!;
      });
    },
  };
}

interface RoundDependencies {
  db: Database;
  log: Logger;
  customers: CustomersService;
  run(since: Date | null, now: Date): Promise<Reconciled>;
}

/** Runs in every worker; of all, the one that moves `due_at` compares with Stripe. One that dies leaves it to the next hour. */
export function startReconciliation({ db, log, customers, run }: RoundDependencies): BackgroundWork {
  const round = async () => {
    await customers.deleteDue(CUSTOMERS);
    const em = db.em.fork();
    await em.execute("insert into stripe_reconciliation (id) values (1) on conflict do nothing");
    const [taken] = await rows<{ since: Date | null; now: Date }>(
      em,
      `update stripe_reconciliation set due_at = now() + ${EVERY}, started_at = now() where id = 1 and due_at <= now()
       returning events_until as since, started_at as now`,
    );
    if (!taken) return;
    const { events, differences } = await run(taken.since, taken.now);
    await em.execute(
      `update stripe_reconciliation set events_until = ?, finished_at = now(), found_events = ?, found_differences = ? where id = 1`,
      [taken.now, events, differences],
    );
    if (events + differences > 0) log.warn({ events, differences }, "Stripe's events were lost; repaired");
  };
  return startRounds(round, { everyMs: TICK_MS, log, failure: "not compared with Stripe; will be retried" });
}
