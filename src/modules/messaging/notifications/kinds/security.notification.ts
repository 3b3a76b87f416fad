import {
  accountSecurityChanged,
  type AccountSecurityChanged,
  type SecurityChange,
} from "../../../../events/account-security-changed.event.js";
import { messagesIn, type MessageLanguage } from "../../../../messages/messages.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { deviceOf } from "../../../accounts/identity/sessions/device.js";
import { letter } from "../mail/mail-content.js";
import { type MailContent, notificationKind } from "../../../contracts/notification-kind.js";

/** Changes by admins: "if it was not you" would make no sense. */
const BY_ADMINS: readonly SecurityChange[] = ["SUSPENDED", "REINSTATED", "IMPERSONATED"];

/** Origin of a session, for the account's owner. */
interface Origin {
  at: string;
  timezone: string;
  device: string;
  address: string;
}

interface SecurityData {
  change: SecurityChange;
  /** Only for a new sign-in; absent if its session no longer exists. */
  origin?: Origin;
}

function originLines({ at, timezone, device, address }: Origin, language: MessageLanguage): string[] {
  const labels = messagesIn(language).security;
  const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: timezone });
  return [`${labels.time}: ${format.format(new Date(at))} (${timezone})`, `${labels.device}: ${device}`, `${labels.address}: ${address}`];
}

export function securityContent({ change, origin }: SecurityData, name: string, language: MessageLanguage): MailContent {
  const { closing, security } = messagesIn(language);
  const [subject, body] = security.changes[change];
  const lines = [body, ...(origin ? originLines(origin, language) : []), ...(BY_ADMINS.includes(change) ? [] : [security.notYou])];
  return letter({ language, subject, name, lines, closing: closing.security });
}

async function originOf(em: EntityManager, sessionId: string): Promise<Origin | undefined> {
  const [session] = await rows<{ userAgent: string; address: string; createdAt: Date; timezone: string }>(
    em,
    `select s.user_agent as "userAgent", s.address, s.created_at as "createdAt", u.timezone
     from sessions s join users u on u.id = s.user_id where s.id = ?`,
    [sessionId],
  );
  if (!session) return undefined;
  const { userAgent, address, createdAt, timezone } = session;
  return { at: createdAt.toISOString(), timezone, device: deviceOf(userAgent), address };
}

export const securityNotification = notificationKind<AccountSecurityChanged, SecurityData>({
  name: "security",
  title: "Security",
  description: "Sign-ins and security-relevant changes, in case they were not made by you. These mails cannot be turned off.",
  channels: { IN_APP: "ON", EMAIL: "ALWAYS", PUSH: "ON" },
  event: accountSecurityChanged,
  // The suspension has a mail of its own, because suspended accounts get no notifications.
  async tell(em, { userId, change, about }) {
    if (change === "SUSPENDED") return null;
    const origin = change === "NEW_SIGN_IN" ? await originOf(em, about) : undefined;
    return { to: [userId], data: { change, ...(origin && { origin }) } };
  },
  text({ change, origin }, language) {
    const [title, body] = messagesIn(language).security.changes[change];
    return { title, body: [body, ...(origin ? originLines(origin, language) : [])].join(" · ") };
  },
  mail: (data, { username, language }) => securityContent(data, username, language),
});
