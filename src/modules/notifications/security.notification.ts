import { accountSecurityChanged, type AccountSecurityChanged, type SecurityChange } from "../../events/account-security-changed.event.js";
import { rows, type EntityManager } from "../../platform/database.js";
import { deviceOf } from "../identity/device.js";
import { inLanguage, type Language, type Texts } from "./language.js";
import { letter, securityClosing, type MailContent } from "./mail-content.js";
import { notificationKind } from "./notification-kind.js";

type Words = readonly [title: string, body: string];

const NOT_YOU: Texts<string> = {
  en: "If it was not you, set a new password at once, and end the sessions you don't know.",
  de: "Warst du es nicht, setze sofort ein neues Passwort und beende die Sitzungen, die du nicht kennst.",
};

const WORDS: Record<SecurityChange, Texts<Words>> = {
  NEW_SIGN_IN: {
    en: ["A new sign-in to your account", "Someone has signed in to your account from where it was not used before."],
    de: ["Eine neue Anmeldung bei deinem Konto", "Jemand hat sich von dort angemeldet, wo dein Konto bisher nicht benutzt wurde."],
  },
  PASSWORD_CHANGED: {
    en: ["Your password has been changed", "The password of your account has been changed, and its other sessions have ended."],
    de: ["Dein Passwort wurde geändert", "Das Passwort deines Kontos wurde geändert; seine anderen Sitzungen sind beendet."],
  },
  PASSWORD_RESET: {
    en: ["Your password has been reset", "The password of your account has been set anew by a link from a mail. Every session has ended."],
    de: [
      "Dein Passwort wurde neu gesetzt",
      "Das Passwort deines Kontos wurde über einen Link aus einer Mail neu gesetzt. Alle Sitzungen sind beendet.",
    ],
  },
  EMAIL_CHANGE_REQUESTED: {
    en: [
      "Your e-mail address is to be changed",
      "Someone signed in to your account wants it to have another e-mail address. It changes once the new one is confirmed.",
    ],
    de: [
      "Deine E-Mail-Adresse soll geändert werden",
      "Jemand, der bei deinem Konto angemeldet ist, möchte eine andere E-Mail-Adresse. Sie gilt, sobald sie bestätigt ist.",
    ],
  },
  TWO_FACTOR_ENABLED: {
    en: [
      "Two-factor is on",
      "Signing in to your account asks for a code of your authenticator app from now on. Keep the recovery codes safe.",
    ],
    de: [
      "Zwei-Faktor-Anmeldung ist an",
      "Die Anmeldung fragt ab jetzt nach einem Code aus deiner Authenticator-App. Bewahre die Wiederherstellungscodes sicher auf.",
    ],
  },
  TWO_FACTOR_DISABLED: {
    en: ["Two-factor is off", "Signing in to your account asks for no second step any more."],
    de: ["Zwei-Faktor-Anmeldung ist aus", "Die Anmeldung bei deinem Konto verlangt keinen zweiten Schritt mehr."],
  },
  RECOVERY_CODE_USED: {
    en: ["A recovery code was used", "Someone used one of the recovery codes of your account in place of the authenticator app."],
    de: [
      "Ein Wiederherstellungscode wurde benutzt",
      "Jemand hat statt der Authenticator-App einen deiner Wiederherstellungscodes benutzt.",
    ],
  },
  RECOVERY_CODES_RENEWED: {
    en: ["New recovery codes", "Your account has new recovery codes; the old ones work no more."],
    de: ["Neue Wiederherstellungscodes", "Dein Konto hat neue Wiederherstellungscodes; die alten gelten nicht mehr."],
  },
  API_TOKEN_CREATED: {
    en: ["A new API token", "An API token has been made for your account."],
    de: ["Ein neues API-Token", "Für dein Konto wurde ein API-Token erstellt."],
  },
  PROVIDER_LINKED: {
    en: ["A new way to sign in", "An identity at another service can sign in to your account from now on."],
    de: ["Ein neuer Weg zur Anmeldung", "Eine Identität bei einem anderen Dienst kann sich ab jetzt bei deinem Konto anmelden."],
  },
  PROVIDER_UNLINKED: {
    en: ["A way to sign in is gone", "An identity at another service can't sign in to your account any more."],
    de: ["Ein Weg zur Anmeldung entfällt", "Eine Identität bei einem anderen Dienst kann sich nicht mehr bei deinem Konto anmelden."],
  },
  REFRESH_TOKEN_REUSED: {
    en: [
      "A session has been ended",
      "A key of one of your sessions was used twice, as happens when a copy of it is stolen. That session has ended; sign in again where you need to.",
    ],
    de: [
      "Eine Sitzung wurde beendet",
      "Ein Schlüssel einer deiner Sitzungen wurde zweimal benutzt, wie es bei einer gestohlenen Kopie vorkommt. Diese Sitzung ist beendet.",
    ],
  },
  IMPERSONATED: {
    en: [
      "An admin is acting as your account",
      "An admin sees your account as you do for half an hour at most, as to find out what does not work. Your password, e-mail address and sessions are out of their reach. Your list of sessions shows it, and you can end it there.",
    ],
    de: [
      "Jemand aus der Administration handelt als dein Konto",
      "Höchstens eine halbe Stunde lang sieht die Administration dein Konto so, wie du es siehst, etwa um einen Fehler zu finden. Passwort, E-Mail-Adresse und Sitzungen bleiben ihr verschlossen. Die Liste deiner Sitzungen zeigt es, und dort kannst du es beenden.",
    ],
  },
  SUSPENDED: {
    en: ["Your account is suspended", "An admin has suspended your account. The reason is shown when you sign in."],
    de: [
      "Dein Konto ist gesperrt",
      "Eine Administratorin oder ein Administrator hat dein Konto gesperrt. Der Grund steht bei der Anmeldung.",
    ],
  },
  REINSTATED: {
    en: ["Your account is open again", "Your account is no longer suspended. You may sign in."],
    de: ["Dein Konto ist wieder offen", "Dein Konto ist nicht mehr gesperrt. Du kannst dich anmelden."],
  },
};

/** Where "if it was not you" would make no sense. */
const BY_ADMINS: readonly SecurityChange[] = ["SUSPENDED", "REINSTATED", "IMPERSONATED"];

/** Where a session comes from, for the account's owner. */
interface Origin {
  at: string;
  timezone: string;
  device: string;
  address: string;
}

interface SecurityData {
  change: SecurityChange;
  /** Of a new sign-in; absent where its session is gone already. */
  origin?: Origin;
}

const ORIGIN_LABELS: Texts<Record<"time" | "device" | "address", string>> = {
  en: { time: "Time", device: "Device", address: "Network address" },
  de: { time: "Zeit", device: "Gerät", address: "Netzwerkadresse" },
};

function originLines({ at, timezone, device, address }: Origin, language: Language): string[] {
  const labels = inLanguage(ORIGIN_LABELS, language);
  const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: timezone });
  return [`${labels.time}: ${format.format(new Date(at))} (${timezone})`, `${labels.device}: ${device}`, `${labels.address}: ${address}`];
}

export function securityContent({ change, origin }: SecurityData, name: string, language: Language): MailContent {
  const [title, body] = inLanguage(WORDS[change], language);
  const lines = [body, ...(origin ? originLines(origin, language) : [])];
  return letter(
    title,
    name,
    BY_ADMINS.includes(change) ? lines : [...lines, inLanguage(NOT_YOU, language)],
    securityClosing(language),
    language,
  );
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
  description: "Sign-ins and changes that you should know of in case it was not you. Mails about them can't be switched off.",
  channels: { IN_APP: "ON", EMAIL: "ALWAYS", PUSH: "ON" },
  event: accountSecurityChanged,
  // Of its suspension an account hears by a mail of its own, as a suspended account is told nothing else.
  async tell(em, { userId, change, about }) {
    if (change === "SUSPENDED") return null;
    const origin = change === "NEW_SIGN_IN" ? await originOf(em, about) : undefined;
    return { to: [userId], data: { change, ...(origin && { origin }) } };
  },
  text({ change, origin }, language) {
    const [title, body] = inLanguage(WORDS[change], language);
    return { title, body: [body, ...(origin ? originLines(origin, language) : [])].join(" · ") };
  },
  mail: (data, { username, language }) => securityContent(data, username, language),
});
