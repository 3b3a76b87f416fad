import { ownershipChanged, type OwnershipChanged } from "../../../events/ownership-changed.event.js";
import { messagesIn } from "../../../messages/messages.js";
import { notificationKind } from "../../contracts/notification-kind.js";
import type { OfferStatus } from "./ownership-offer.entity.js";
import { offersById } from "./ownership.rows.js";

interface Said {
  status: OfferStatus;
  title: string;
}

export const ownershipNotification = notificationKind<OwnershipChanged, Said>({
  name: "ownership",
  title: "Ownership",
  description: "A problem, track, quiz or question bank is offered to you, or an offer of yours is answered.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  subject: "OwnershipOffer",
  event: ownershipChanged,
  async tell(em, { offerId }) {
    const [offer] = await offersById(em, [offerId]);
    if (!offer || offer.status === "WITHDRAWN") return null;
    const { status, title, fromId, toId } = offer;
    const to = status === "PENDING" ? [toId] : status === "ASSIGNED" ? [toId, fromId] : [fromId];
    return { to, data: { status, title }, subject: { type: "OwnershipOffer", id: offerId }, thread: `ownership:${offerId}` };
  },
  text: ({ status, title }, language) => ({
    title: messagesIn(language).ownership[status as Exclude<OfferStatus, "WITHDRAWN">],
    body: title.replace(/\s+/g, " "),
  }),
});
