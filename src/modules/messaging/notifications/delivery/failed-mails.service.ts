import { mailRetried } from "../../../../events/mail-retried.event.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection, newestFirst, type ListSql } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { isId, newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { MailError } from "../../../../platform/mail/mail.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { record } from "../../../base/audit/record.js";

export interface FailedMailRow {
  id: string;
  mailId: string;
  kind: string;
  userId: string | null;
  attempts: number;
  error: string;
  failedAt: Date;
}

export interface FailedMailsService {
  list(em: EntityManager, page: PageArgs, kind: string | null): Promise<Connection<FailedMailRow>>;
  /**
   * Removes the mails from the list and queues them again, in one transaction. Ignores unknown ids. Returns the number of
   * queued mails.
   */
  retry(viewer: SignedIn, which: { ids: readonly string[] } | "all", address: string): Promise<number>;
}

export const FAILED_MAIL_COLUMNS = `f.id, f.mail_id as "mailId", f.kind, f.user_id as "userId", f.attempts, f.error, f.failed_at as "failedAt"`;

const NEWEST_FIRST = newestFirst<FailedMailRow>("f.id");

/** Rows per transaction of a retry. */
const BATCH = 500;

export function createFailedMailsService({ db }: { db: Database }): FailedMailsService {
  const take = (viewer: SignedIn, which: { ids: readonly string[] } | "all", address: string) =>
    db.transaction(async (em) => {
      const [named, params] = which === "all" ? ["", []] : ["where id = any(?::uuid[])", [`{${which.ids.join(",")}}`]];
      const taken = await rows<{ kind: string; event: object }>(
        em,
        `delete from failed_mails where id in (select id from failed_mails ${named} order by id limit ${BATCH} for update skip locked)
         returning kind, event`,
        params,
      );
      const details = { count: taken.length };
      if (taken.length > 0)
        record(em, { actorId: viewer.id, action: "mail.retried", subject: { type: "failed-mail", id: null }, address, details });
      for (const { kind, event } of taken) announce(em, mailRetried, { kind, event });
      await em.flush();
      return taken.length;
    });

  return {
    async list(em, args, kind) {
      const list: ListSql = {
        select: FAILED_MAIL_COLUMNS,
        from: "from failed_mails f",
        conditions: kind === null ? [] : [{ sql: "f.kind = ?", params: [kind] }],
      };
      return readConnection<FailedMailRow>(em, list, args, NEWEST_FIRST);
    },

    async retry(viewer, which, address) {
      let retried = 0;
      for (let taken = BATCH; taken === BATCH; retried += taken) taken = await take(viewer, which, address);
      return retried;
    },
  };
}

/** A mail that fails again after a retry keeps one entry, with the latest failure. */
export async function keepFailedMail(
  db: Database,
  { mailId, kind, event, attempts, error }: { mailId: string; kind: string; event: object; attempts: number; error: unknown },
): Promise<void> {
  const { userId } = event as { userId?: unknown };
  // Only messages of our own mailer: others may contain an address.
  const reason = error instanceof MailError ? error.message : "mail not rendered";
  await db.em.fork().execute(
    `insert into failed_mails (id, mail_id, kind, event, user_id, attempts, error, failed_at)
     values (?, ?, ?, ?::jsonb, (select id from users where id = ?::uuid), ?, ?, now())
     on conflict (mail_id) do update set attempts = excluded.attempts, error = excluded.error, failed_at = excluded.failed_at`,
    [newId(), mailId, kind, JSON.stringify(event), isId(userId) ? userId : null, attempts, reason],
  );
}
