import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { languageOf, type Language } from "../../../../messages/messages.js";

/** Condition on the users `u` that may be told anything: a suspended or deleted account is told nothing. */
export const REACHABLE = "u.suspended_at is null and u.deleted_at is null";

export interface Recipient {
  email: string;
  username: string;
  displayName: string;
  timezone: string;
  language: Language;
}

/** Whom a notification is for, as the account is now. Null when it is gone or may be told nothing. */
export async function recipientOf(em: EntityManager, userId: string): Promise<Recipient | null> {
  const [user] = await rows<{ email: string; username: string; displayName: string; timezone: string; locale: string }>(
    em,
    `select u.email, u.username, u.display_name as "displayName", u.timezone, u.locale from users u where u.id = ? and ${REACHABLE}`,
    [userId],
  );
  return user ? { ...user, language: languageOf(user.locale) } : null;
}

/** The account's own word on a kind and channel, as it is now. */
export async function saidOn(em: EntityManager, userId: string, kind: string, channel: string): Promise<boolean | undefined> {
  const [said] = await rows<{ enabled: boolean }>(
    em,
    "select enabled from notification_preferences where user_id = ? and kind = ? and channel = ?",
    [userId, kind, channel],
  );
  return said?.enabled;
}
