import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { notFound } from "../../../../kernel/errors.js";
import { isId, newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { prepared } from "../../../../platform/database/prepared.js";
import { record } from "../../../base/audit/record.js";
import type { SuppressionReason } from "./mail-suppression.entity.js";

export interface MailSuppressionRow {
  id: string;
  email: string;
  reason: SuppressionReason;
  detail: string;
  createdAt: Date;
}

export interface MailSuppressionsService {
  list(em: EntityManager, page: PageArgs, email: string | null): Promise<Connection<MailSuppressionRow>>;
  /** Suppresses all further mail to these addresses. Idempotent; the latest reason is kept. */
  add(emails: readonly string[], reason: SuppressionReason, detail: string): Promise<void>;
  /** NOT_FOUND if already removed. */
  remove(viewer: SignedIn, id: string, address: string): Promise<void>;
}

export const SUPPRESSION_COLUMNS = `s.id, s.email, s.reason, s.detail, s.created_at as "createdAt"`;

const NEWEST_FIRST = newestFirst<MailSuppressionRow>("s.id");
const EMAIL_MAX = 254;
const DETAIL_MAX = 500;

export function createMailSuppressionsService({ db }: { db: Database }): MailSuppressionsService {
  return {
    list: (em, page, email) =>
      readConnection<MailSuppressionRow>(
        em,
        {
          select: SUPPRESSION_COLUMNS,
          from: "from mail_suppressions s",
          conditions: email === null ? [] : [{ sql: "s.email = ?", params: [email.toLowerCase()] }],
        },
        page,
        NEWEST_FIRST,
      ),

    async add(emails, reason, detail) {
      const em = db.em.fork();
      for (const email of emails.filter((one) => one.length <= EMAIL_MAX && one.isWellFormed() && !one.includes("\0"))) {
        await em.execute(
          `insert into mail_suppressions (id, email, reason, detail) values (?, ?, ?, ?)
           on conflict (email) do update set reason = excluded.reason, detail = excluded.detail`,
          [newId(), email.toLowerCase(), reason, detail.toWellFormed().replaceAll("\0", "").slice(0, DETAIL_MAX).toWellFormed()],
        );
      }
    },

    async remove(viewer, id, address) {
      await db.transaction(async (em) => {
        const removed = isId(id) ? await rows(em, "delete from mail_suppressions where id = ? returning id", [id]) : [];
        if (removed.length === 0) throw notFound("entry");
        record(em, { actorId: viewer.id, action: "mail-suppression.removed", subject: { type: "mail-suppression", id }, address });
      });
    },
  };
}

/** True if mail to the address is suppressed. */
export async function isSuppressed(em: EntityManager, email: string): Promise<boolean> {
  return (await prepared(em, "select 1 from mail_suppressions where email = ?", [email.toLowerCase()])).length > 0;
}
