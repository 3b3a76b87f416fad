import { orderPartRefunded, type OrderPartRefunded } from "../../../../events/order-part-refunded.event.js";
import { formatMoney } from "../../../../graphql/money.js";
import { messageLanguageOf, messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { declaredMail } from "../../../contracts/declared-mail.js";
import { letter } from "../../../messaging/notifications/mail/mail-content.js";

interface Found {
  email: string;
  displayName: string;
  locale: string;
  currency: string;
  amountMinor: number;
  reason: string;
  takenBack: string[];
}

/** To the customer, for each refund of a part. */
export const refundMail = declaredMail<OrderPartRefunded>({
  name: "refund",
  event: orderPartRefunded,
  about: ({ refundId }) => refundId,
  async write(em, { orderId, refundId }, webUrl) {
    const [found] = await rows<Found>(
      em,
      `select u.email, u.display_name as "displayName", u.locale, o.currency, r.amount_minor as "amountMinor", r.reason,
         array(select l.title from order_refund_lines rl join order_lines l on l.id = rl.line_id
           where rl.refund_id = r.id and rl.takes_back order by l.place) as "takenBack"
       from order_refunds r join orders o on o.id = r.order_id join users u on u.id = o.user_id
       where r.id = ? and o.id = ? and u.deleted_at is null and u.email is not null`,
      [refundId, orderId],
    );
    if (!found) return null;
    const language = messageLanguageOf(found.locale);
    const words = messagesIn(language).receipt;
    const amount = formatMoney({ amountMinor: found.amountMinor, currency: found.currency }, language);
    const action = { label: words.action, url: `${webUrl}/orders/${orderId}` };
    const taken = found.takenBack.length > 0 ? [words.partTaken, ...found.takenBack] : [words.partKept];
    const lines = [words.partRefunded(amount), found.reason, ...taken, action];
    return {
      to: found.email,
      ...letter({ language, subject: words.refundSubject, name: found.displayName, lines, closing: words.closing }),
    };
  },
});
