import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { messageLanguageOf, type MessageLanguage } from "../../../../messages/messages.js";

/** Condition on users `u` that may be notified: excludes suspended and deleted accounts. */
export const REACHABLE = "u.suspended_at is null and u.deleted_at is null";

export interface Recipient {
  email: string;
  username: string;
  displayName: string;
  timezone: string;
  language: MessageLanguage;
}

/** The account's current data as a recipient. Null if it no longer exists or must not be notified. */
export async function recipientOf(em: EntityManager, userId: string): Promise<Recipient | null> {
  const [user] = await rows<{ email: string; username: string; displayName: string; timezone: string; locale: string }>(
    em,
    `select u.email, u.username, u.display_name as "displayName", u.timezone, u.locale from users u where u.id = ? and ${REACHABLE}`,
    [userId],
  );
  return user ? { ...user, language: messageLanguageOf(user.locale) } : null;
}

/** The account's current preference for a kind and channel. */
export async function saidOn(em: EntityManager, userId: string, kind: string, channel: string): Promise<boolean | undefined> {
  const [said] = await rows<{ enabled: boolean }>(
    em,
    "select enabled from notification_preferences where user_id = ? and kind = ? and channel = ?",
    [userId, kind, channel],
  );
  return said?.enabled;
}
