import { orderSettled, type OrderSettled } from "../../../events/order-settled.event.js";
import { formatMoney } from "../../../graphql/money.js";
import { messageLanguageOf, messagesIn } from "../../../messages/messages.js";
import { prepared } from "../../../platform/database/prepared.js";
import { declaredMail } from "../../contracts/declared-mail.js";
import { letter } from "../../messaging/notifications/mail/mail-content.js";

interface Found {
  email: string;
  displayName: string;
  locale: string;
  currency: string;
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
  discountMinor: number;
  discountCode: string | null;
  /** By the last refund: parts before it had mails of their own. */
  refundedMinor: number;
  reason: string | null;
  lines: { title: string; quantity: number; totalMinor: number }[];
}

/** To the customer, once an order is completed, and once more if it is refunded. */
export const receiptMail = declaredMail<OrderSettled>({
  name: "receipt",
  event: orderSettled,
  about: ({ orderId, status }) => `${orderId}-${status.toLowerCase()}`,
  async write(em, { orderId, status }, webUrl) {
    const [found] = await prepared<Found>(
      em,
      `select u.email, u.display_name as "displayName", u.locale, o.currency, o.net_minor as "netMinor", o.tax_minor as "taxMinor",
         o.total_minor as "totalMinor", o.discount_minor as "discountMinor",
         (select d.code from discount_codes d where d.id = o.discount_code_id) as "discountCode", o.reason, coalesce((select r.amount_minor from order_refunds r
           where r.order_id = o.id and r.whole and r.state = 'DONE'), o.total_minor) as "refundedMinor", (select json_agg(json_build_object('title', l.title, 'quantity', l.quantity,
           'totalMinor', l.net_minor + l.tax_minor) order by l.place) from order_lines l where l.order_id = o.id) as lines
       from orders o join users u on u.id = o.user_id where o.id = ? and u.deleted_at is null and u.email is not null`,
      [orderId],
    );
    if (!found) return null;
    const language = messageLanguageOf(found.locale);
    const words = messagesIn(language).receipt;
    const shown = (amountMinor: number) => formatMoney({ amountMinor, currency: found.currency }, language);
    const action = { label: words.action, url: `${webUrl}/orders/${orderId}` };
    const items = found.lines.map(({ title, quantity, totalMinor }) => `${quantity} × ${title}: ${shown(totalMinor)}`);
    const sums = words.sums(shown(found.netMinor), shown(found.taxMinor), shown(found.totalMinor));
    const discount = found.discountCode === null ? [] : [words.discount(found.discountCode, shown(found.discountMinor))];
    const lines =
      status === "COMPLETED"
        ? [words.thanks, ...items, ...discount, sums, action]
        : [words.refunded(shown(found.refundedMinor)), ...(found.reason ? [found.reason] : []), ...items, action];
    const subject = status === "COMPLETED" ? words.subject : words.refundSubject;
    return { to: found.email, ...letter({ language, subject, name: found.displayName, lines, closing: words.closing }) };
  },
});
