import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A user has a notification that is sent by mail or push. Written in the transaction that creates it. */
export const notificationCreated = contract(
  "notification.created",
  z.object({ notificationId: id, userId: id, byMail: z.boolean(), byPush: z.boolean() }),
);

export type NotificationCreated = PayloadOf<typeof notificationCreated>;
