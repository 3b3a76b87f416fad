import * as z from "zod";
import { accountRegistered } from "../../../../events/account-registered.event.js";
import { courseworkReleased } from "../../../../events/coursework-released.event.js";
import { orderSettled } from "../../../../events/order-settled.event.js";
import { globalId } from "../../../../kernel/global-id.js";
import { idField, publicEvent, wordField } from "./public-event.js";

/** What a member buys is no business of an organization. */
export const INSTALLATION_EVENTS = [
  publicEvent({
    type: "account.registered",
    version: 1,
    description: "A person registered an account.",
    audience: "INSTALLATION",
    data: z.object({ userId: idField("User", "The account.") }),
    from: accountRegistered,
    read: ({ userId }) => [{ userId, organizationId: null, data: { userId: globalId("User", userId) } }],
  }),
  publicEvent({
    type: "coursework.released",
    version: 1,
    description: "The grades of an assignment of a class were released.",
    audience: "INSTALLATION",
    data: z.object({ assignmentId: idField("ClassAssignment", "The assignment.") }),
    from: courseworkReleased,
    read: ({ assignmentId }) => [{ userId: null, organizationId: null, data: { assignmentId: globalId("ClassAssignment", assignmentId) } }],
  }),
  publicEvent({
    type: "order.settled",
    version: 1,
    description: "An order was completed or refunded. Once for each.",
    audience: "INSTALLATION",
    data: z.object({ orderId: idField("Order", "The order."), status: wordField("COMPLETED or REFUNDED.", "COMPLETED") }),
    from: orderSettled,
    read: ({ orderId, status }) => [{ userId: null, organizationId: null, data: { orderId: globalId("Order", orderId), status } }],
  }),
];
