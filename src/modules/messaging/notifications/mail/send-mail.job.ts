import * as z from "zod";
import { anyObject } from "../../../../kernel/schemas.js";
import type { Database } from "../../../../platform/database/database.js";
import { defineJob } from "../../../../platform/jobs/job.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { JobWorker } from "../../../../platform/jobs/workers.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { MailError, type Mailer } from "../../../../platform/mail/mail.js";
import { keepFailedMail } from "../delivery/failed-mails.service.js";
import { isSuppressed } from "../delivery/mail-suppressions.service.js";
import type { MailKind, MailTools } from "./mail-kind.js";

/** A separate queue, so that a hanging mail server does not block other events. Retries back off exponentially. */
export const sendMail = defineJob({
  name: "mail",
  description: "Renders and sends one mail.",
  payload: z.object({ kind: z.string(), event: anyObject }),
  options: { backoff: { type: "exponential", delay: 500 } },
});

const tried = (attempts: number): typeof sendMail => ({ ...sendMail, options: { ...sendMail.options, attempts } });

const mailIdOf = (kind: MailKind, event: object) => `${kind.name}.${kind.about(event)}`;

export interface OrderDependencies {
  jobs: Jobs;
  env: { MAIL_ATTEMPTS: number };
}

/**
 * Queues the mail if the event causes one. Does nothing if it is already queued. A retry needs an id of its own: the failed job may
 * still be running its last lines.
 */
export async function orderMail({ jobs, env }: OrderDependencies, kind: MailKind, event: object, retryId?: string): Promise<void> {
  if (kind.isDue?.(event) === false) return;
  const id = mailIdOf(kind, event);
  await jobs.add(tried(env.MAIL_ATTEMPTS), { kind: kind.name, event }, retryId === undefined ? id : `${id}.${retryId}`);
}

export interface MailWorkerDependencies extends OrderDependencies {
  db: Database;
  mailer: Mailer;
  log: Logger;
  kinds: readonly MailKind[];
  links: MailTools["links"];
}

/**
 * Runs in the worker. At-least-once delivery: if a worker dies between the server's response and the end of the job, the
 * mail is sent again with the same Message-ID. Permanent failures are stored for the admins.
 */
export function startMailWorker({ db, jobs, env, mailer, log, kinds, links }: MailWorkerDependencies): JobWorker {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const attempts = env.MAIL_ATTEMPTS;
  return jobs.process(sendMail, { concurrency: 4, lockMs: 30_000 }, async ({ kind: name, event: payload }, { attempt }) => {
    const kind = byName.get(name);
    if (!kind) return log.warn({ kind: name }, "mail dropped: its kind no longer exists");
    const event = kind.event.parse(payload);
    const id = mailIdOf(kind, event);
    try {
      const em = db.em.fork();
      const mail = await kind.write(em, event, { links });
      if (!mail) return log.info({ mail: id }, "mail dropped: it no longer has a recipient");
      if (await isSuppressed(em, mail.to)) return log.info({ mail: id }, "mail dropped: its address is suppressed");
      await mailer.send({ id, ...mail });
      log.info({ mail: id }, "mail sent");
    } catch (error) {
      const permanent = error instanceof MailError && error.permanent;
      if (!permanent && attempt < attempts) throw error;
      await keepFailedMail(db, { mailId: id, kind: name, event, attempts: attempt, error });
      log.error({ mail: id, attempt, err: error }, "mail failed permanently");
    }
  });
}
