import type { Database } from "../../platform/database.js";
import type { JobDefinition, Jobs, JobWorker } from "../../platform/jobs.js";
import type { Logger } from "../../platform/logger.js";
import { MailError, type Mailer } from "../../platform/mail.js";
import type { MailKind, MailTools } from "./mail-kind.js";

interface MailOrder {
  kind: string;
  event: object;
}

/**
 * A queue of its own: a mail server that hangs must not hold back other events. The tries go on for three days, each
 * twice as long after the one before.
 */
const sendMail: JobDefinition<MailOrder> = {
  name: "mail",
  parse(payload) {
    const { kind, event } = payload as MailOrder;
    if (typeof kind !== "string" || typeof event !== "object" || event === null) throw new Error("not an order of a mail");
    return { kind, event };
  },
  options: { attempts: 20, backoff: { type: "exponential", delay: 500 } },
};

const mailIdOf = (kind: MailKind, event: object) => `${kind.name}.${kind.about(event)}`;

/** Orders the mail. An order that waits already is not doubled. */
export function orderMail(jobs: Jobs, kind: MailKind, event: object): Promise<void> {
  return jobs.add(sendMail, { kind: kind.name, event }, mailIdOf(kind, event));
}

export interface MailWorkerDependencies {
  db: Database;
  jobs: Jobs;
  mailer: Mailer;
  log: Logger;
  kinds: readonly MailKind[];
  links: MailTools["links"];
}

/**
 * Runs in the worker. At least once: a worker that dies between the server's answer and the end of the job sends the
 * mail again, under the same Message-ID.
 */
export function startMailWorker({ db, jobs, mailer, log, kinds, links }: MailWorkerDependencies): JobWorker {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  return jobs.process(sendMail, { concurrency: 4, lockMs: 30_000 }, async ({ kind: name, event: payload }) => {
    const kind = byName.get(name);
    if (!kind) return log.warn({ kind: name }, "mail dropped: no such kind any more");
    const event = kind.event.parse(payload);
    const id = mailIdOf(kind, event);
    const mail = await kind.write(db.em.fork(), event, { links });
    if (!mail) return log.info({ mail: id }, "mail dropped: its account is gone");
    try {
      await mailer.send({ id, ...mail });
      log.info({ mail: id }, "mail sent");
    } catch (error) {
      if (!(error instanceof MailError && error.permanent)) throw error;
      log.warn({ mail: id, err: error }, "mail dropped: there is no such mailbox");
    }
  });
}
