import { invoiceSettled, type InvoiceSettled } from "../../../../events/invoice-settled.event.js";
import { formatMoney } from "../../../../graphql/money.js";
import { messageLanguageOf, messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { declaredMail } from "../../../contracts/declared-mail.js";
import { letter } from "../../../messaging/notifications/mail/mail-content.js";

interface Found {
  email: string;
  displayName: string;
  locale: string;
  organizationId: string | null;
  currency: string;
  number: string | null;
  paidMinor: number;
  lines: { description: string; amountMinor: number }[];
}

/**
 * To the account when an invoice is paid, and for each refund of it; of an organization, to its longest-standing owner. The invoice
 * itself stays behind the sign-in: its address at Stripe opens for anyone who has it.
 */
export const invoiceReceiptMail = declaredMail<InvoiceSettled>({
  name: "invoice-receipt",
  event: invoiceSettled,
  about: ({ invoiceId, status, refundedMinor }) => `${invoiceId}-${status.toLowerCase()}-${refundedMinor}`,
  async write(em, { invoiceId, status, refundedMinor }, webUrl) {
    const [found] = await rows<Found>(
      em,
      `select u.email, u.display_name as "displayName", u.locale, i.organization_id as "organizationId", i.currency, i.number,
         i.paid_minor as "paidMinor", i.lines
       from invoices i join users u on u.id = coalesce(i.user_id, (select m.user_id from organization_members m
         where m.organization_id = i.organization_id and m.role = 'OWNER' order by m.id limit 1))
       where i.id = ? and u.deleted_at is null and u.email is not null`,
      [invoiceId],
    );
    if (!found) return null;
    const language = messageLanguageOf(found.locale);
    const words = messagesIn(language).invoiceReceipt;
    const shown = (amountMinor: number) => formatMoney({ amountMinor, currency: found.currency }, language);
    const page = found.organizationId === null ? `${webUrl}/billing` : `${webUrl}/organizations/${found.organizationId}/billing`;
    const action = { label: words.action, url: page };
    const number = found.number ?? "";
    const items = found.lines.map(({ description, amountMinor }) => `${description}: ${shown(amountMinor)}`);
    const lines =
      status === "PAID"
        ? [words.paid(number, shown(found.paidMinor)), ...items, action]
        : [words.refunded(number, shown(refundedMinor)), action];
    const subject = status === "PAID" ? words.subject : words.refundSubject;
    return { to: found.email, ...letter({ language, subject, name: found.displayName, lines, closing: words.closing }) };
  },
});
