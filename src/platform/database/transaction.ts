import type { ForkOptions } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Logger } from "../telemetry/logger.js";

/** What runs after the commit, such as publishing, cache invalidation and closing sockets. */
export type Effect = () => unknown;

/** One unit of work. A function with effects takes a Transaction, so that it can't be called outside of one. */
export type Transaction = {
  /**
   * Registers what runs after the commit, and only then. Best effort: it is lost if the process dies in between, so what must not be
   * lost also has a row (the outbox, a sweeper) or is repeated by its job.
   */
  afterCommit(effect: Effect): void;
  /** Outside of the transaction. */
  fork(options?: ForkOptions): EntityManager;
} & EntityManager;

/**
 * Runs `work` in a transaction and an EntityManager of its own, flushes and commits. Then starts the effects in the order in which they
 * were registered; a slow one does not hold up the next. Resolves when all of them have ended: an answer comes after caches were
 * invalidated. A failing effect is logged and changes nothing, as the commit stands. Rejects with the error of `work`, flush or commit,
 * and then runs no effect.
 *
 * With `joined`, `work` is part of that transaction: its effects wait for the outer commit.
 */
export type Transact = <T>(work: (tx: Transaction) => Promise<T>, joined?: Transaction) => Promise<T>;

export function createTransact(fork: () => EntityManager, log?: Pick<Logger, "warn">): Transact {
  const run = async (effect: Effect) => {
    try {
      await effect();
    } catch (error) {
      log?.warn({ err: error }, "effect of a committed transaction failed");
    }
  };
  return async (work, joined) => {
    if (joined) return work(joined);
    const effects: Effect[] = [];
    let over = false;
    const afterCommit = (effect: Effect) => {
      if (over) throw new Error("The transaction has ended: an effect registered now would never run.");
      effects.push(effect);
    };
    // MikroORM's own `transactional` forks again, and merges its entities into a manager that nothing uses.
    const em = fork();
    await em.begin();
    let answer;
    try {
      answer = await work(Object.assign(em, { afterCommit }));
      await em.commit();
    } catch (error) {
      await em.rollback().catch((failure: unknown) => log?.warn({ err: failure }, "transaction not rolled back"));
      throw error;
    } finally {
      over = true;
    }
    await Promise.all(effects.map(run));
    return answer;
  };
}

/** If `work` rejects, only its own changes are undone, and the transaction goes on. */
export function savepoint<T>(tx: EntityManager, work: (em: EntityManager) => Promise<T>): Promise<T> {
  return tx.transactional(work);
}
