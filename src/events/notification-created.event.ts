import { reader } from "./parse.js";

/** A user has a notification that is sent by mail or push. Written in the transaction that creates it. */
export interface NotificationCreated {
  notificationId: string;
  userId: string;
  byMail: boolean;
  byPush: boolean;
}

export const notificationCreated = {
  name: "notification.created",
  parse(payload: unknown): NotificationCreated {
    const read = reader(payload, "notification.created");
    return {
      notificationId: read.id("notificationId"),
      userId: read.id("userId"),
      byMail: read.boolean("byMail"),
      byPush: read.boolean("byPush"),
    };
  },
};
