// German.
import { activity, newFollower } from "./activity/de.js";
import { invoiceReceipt, subscription } from "./commerce/billing.de.js";
import { receipt, entitlement } from "./commerce/de.js";
import { classEnding, classInvitation, coursework } from "./learning/de.js";
import { organizationDeletion, organizationExport, organizationInvitation, organization } from "./organizations/de.js";
import { aiFinished } from "./ai/de.js";
import { verdict } from "./judging/de.js";
import { webhookStopped } from "./webhooks/de.js";
import { feedbackDe } from "./feedback/de.js";
import { forumDe } from "./forum/de.js";
import { assessmentDe } from "./assessments/de.js";
import { interviewsDe } from "./interviews/de.js";
import type { Messages } from "./shape.js";

export const de: Messages = {
  greeting: "Hallo",

  closing: {
    addressGiven:
      "Du bekommst diese Mail, weil diese Adresse für ein Konto bei CodeQuest angegeben wurde. Warst du es nicht, lass sie unbeachtet.",
    security: "Du bekommst diese Mail, weil es um die Sicherheit deines Kontos bei CodeQuest geht.",
    preferences: "Du bekommst diese Mail wegen der Benachrichtigungseinstellungen deines Kontos bei CodeQuest.",
    digest: "Du bekommst diese Mail, weil dein Konto bei CodeQuest eine Zusammenfassung wünscht.",
  },

  welcome: {
    subject: "Willkommen bei CodeQuest",
    ready: "dein Konto bei CodeQuest ist bereit.",
    confirm: "Bestätigen, dass diese Adresse dir gehört",
    start: "Such dir eine Aufgabe aus, löse sie in einer von sechs Sprachen und sieh zu, wie sie Test für Test bewertet wird.",
  },

  verifyEmail: {
    subject: "Bestätige deine E-Mail-Adresse",
    body: "bitte bestätige, dass diese Adresse dir gehört. Der Link gilt 72 Stunden.",
    action: "Adresse bestätigen",
  },
  resetPassword: {
    subject: "Neues Passwort setzen",
    body: "jemand, vermutlich du, möchte ein neues Passwort für dein Konto. Der Link gilt einmal, eine Stunde lang.",
    action: "Neues Passwort setzen",
    notYou: "Warst du es nicht, lass diese Mail unbeachtet: Dein Passwort bleibt, wie es ist.",
  },
  changeEmail: {
    subject: "Bestätige deine neue E-Mail-Adresse",
    body: "dein Konto soll ab jetzt diese E-Mail-Adresse haben. Der Link gilt 24 Stunden.",
    action: "Diese Adresse verwenden",
  },
  undoEmailChange: {
    subject: "Deine E-Mail-Adresse wurde geändert",
    body: "dein Konto hat jetzt eine andere E-Mail-Adresse; mit dieser kann man sich nicht mehr anmelden.",
    notYou:
      "Warst du es nicht, mach die Änderung rückgängig: Das meldet alle ab, und du kannst ein neues Passwort setzen. Der Link gilt 7 Tage.",
    action: "Änderung rückgängig machen",
  },
  registrationRepeated: {
    subject: "Du hast schon ein Konto",
    body: "jemand, vielleicht du, wollte mit dieser E-Mail-Adresse ein Konto anlegen. Es gibt aber schon eines.",
    advice: "Melde dich damit an, oder lass dir ein neues Passwort geben, wenn du deines vergessen hast.",
  },

  roleDecision: {
    approved: "Deine Rollenanfrage wurde angenommen",
    rejected: "Deine Rollenanfrage wurde abgelehnt",
    approvedBody: (role) => `deine Anfrage nach der Rolle „${role}“ wurde angenommen. Du hast sie ab sofort, ohne dich neu anzumelden.`,
    rejectedBody: (role) =>
      `deine Anfrage nach der Rolle „${role}“ wurde abgelehnt. Dein Konto bleibt, wie es war, und du kannst noch einmal fragen.`,
    quoted: "Dazu schreibt die Administration:",
  },
  notification: { open: "Ansehen" },

  digest: {
    subject: (count) => (count === 1 ? "Eine ungelesene Benachrichtigung" : `${count} ungelesene Benachrichtigungen`),
    lead: "das ist neu, und du hast es noch nicht gelesen:",
    more: (count) => `… und ${count} weitere.`,
    open: "Alle ansehen",
  },

  unsubscribe: {
    title: "Mails von CodeQuest",
    ask: "Diese Mails nicht mehr bekommen?",
    button: "Abbestellen",
    done: "Du bekommst keine Mails dieser Art mehr.",
    again: "In den Einstellungen deines Kontos kannst du sie wieder einschalten.",
    invalid: "Dieser Link gilt nicht oder nicht mehr.",
  },

  ownership: {
    PENDING: "Dir wird die Verantwortung angeboten",
    ACCEPTED: "Dein Angebot der Verantwortung wurde angenommen",
    DECLINED: "Dein Angebot der Verantwortung wurde abgelehnt",
    ASSIGNED: "Die Administration hat die Verantwortung übertragen",
  },

  certificate: {
    issued: (track: string) => `Zertifikat: ${track}`,
    issuedBody: "Du hast den Kurs abgeschlossen. Dein Zertifikat liegt bereit.",
    heading: "Teilnahmezertifikat",
    confirms: "Hiermit wird bestätigt:",
    completed: "hat den Kurs abgeschlossen:",
    on: (day: string) => `am ${day}`,
    seePage: "Name und Titel stehen vollständig auf der Seite unten.",
    check: "Zertifikat prüfen:",
    code: "Prüfcode",
    learner: "Name",
    track: "Kurs",
    completedOn: "Abgeschlossen",
    issuedOn: "Ausgestellt",
    valid: "Dieses Zertifikat ist gültig.",
    revoked: (day: string) => `Dieses Zertifikat wurde am ${day} widerrufen. Es ist nicht gültig.`,
    unknown: "Es gibt kein Zertifikat mit diesem Code.",
    busy: "Zu viele Anfragen. Versuche es in einer Minute noch einmal.",
  },

  security: {
    notYou: "Warst du es nicht, setze sofort ein neues Passwort und beende die Sitzungen, die du nicht kennst.",
    time: "Zeit",
    device: "Gerät",
    address: "Netzwerkadresse",
    changes: {
      NEW_SIGN_IN: [
        "Eine neue Anmeldung bei deinem Konto",
        "Jemand hat sich von dort angemeldet, wo dein Konto bisher nicht benutzt wurde.",
      ],
      PASSWORD_CHANGED: [
        "Dein Passwort wurde geändert",
        "Das Passwort deines Kontos wurde geändert; seine anderen Sitzungen sind beendet.",
      ],
      PASSWORD_RESET: [
        "Dein Passwort wurde neu gesetzt",
        "Das Passwort deines Kontos wurde über einen Link aus einer Mail neu gesetzt. Alle Sitzungen sind beendet.",
      ],
      EMAIL_CHANGE_REQUESTED: [
        "Deine E-Mail-Adresse soll geändert werden",
        "Jemand, der bei deinem Konto angemeldet ist, möchte eine andere E-Mail-Adresse. Sie gilt, sobald sie bestätigt ist.",
      ],
      TWO_FACTOR_ENABLED: [
        "Zwei-Faktor-Anmeldung ist an",
        "Die Anmeldung fragt ab jetzt nach einem Code aus deiner Authenticator-App. Bewahre die Wiederherstellungscodes sicher auf.",
      ],
      TWO_FACTOR_DISABLED: ["Zwei-Faktor-Anmeldung ist aus", "Die Anmeldung bei deinem Konto verlangt keinen zweiten Schritt mehr."],
      RECOVERY_CODE_USED: [
        "Ein Wiederherstellungscode wurde benutzt",
        "Jemand hat statt der Authenticator-App einen deiner Wiederherstellungscodes benutzt.",
      ],
      RECOVERY_CODES_RENEWED: ["Neue Wiederherstellungscodes", "Dein Konto hat neue Wiederherstellungscodes; die alten gelten nicht mehr."],
      API_TOKEN_CREATED: ["Ein neues API-Token", "Für dein Konto wurde ein API-Token erstellt."],
      PROVIDER_LINKED: [
        "Ein neuer Weg zur Anmeldung",
        "Eine Identität bei einem anderen Dienst kann sich ab jetzt bei deinem Konto anmelden.",
      ],
      PROVIDER_UNLINKED: [
        "Ein Weg zur Anmeldung entfällt",
        "Eine Identität bei einem anderen Dienst kann sich nicht mehr bei deinem Konto anmelden.",
      ],
      REFRESH_TOKEN_REUSED: [
        "Eine Sitzung wurde beendet",
        "Ein Schlüssel einer deiner Sitzungen wurde zweimal benutzt, wie es bei einer gestohlenen Kopie vorkommt. Diese Sitzung ist beendet.",
      ],
      IMPERSONATED: [
        "Jemand aus der Administration handelt als dein Konto",
        "Höchstens eine halbe Stunde lang sieht die Administration dein Konto so, wie du es siehst, etwa um einen Fehler zu finden. Passwort, E-Mail-Adresse und Sitzungen bleiben ihr verschlossen. Die Liste deiner Sitzungen zeigt es, und dort kannst du es beenden.",
      ],
      SUSPENDED: [
        "Dein Konto ist gesperrt",
        "Eine Administratorin oder ein Administrator hat dein Konto gesperrt. Der Grund steht bei der Anmeldung.",
      ],
      REINSTATED: ["Dein Konto ist wieder offen", "Dein Konto ist nicht mehr gesperrt. Du kannst dich anmelden."],
    },
  },

  accountDeletion: {
    scheduled: {
      title: "Dein Konto wird gelöscht",
      body: (dueAt) => `Dein Konto wird mit allem, was dir darin gehört, am ${dueAt} gelöscht. Bis dahin bleibt es, wie es ist.`,
      advice:
        "Willst du es behalten, melde dich vorher an und nimm die Löschung in den Einstellungen zurück. Kam sie nicht von dir, setze auch ein neues Passwort.",
    },
    cancelled: {
      title: "Dein Konto bleibt",
      body: "Die Löschung deines Kontos wurde zurückgenommen.",
      advice: "Warst du es nicht, setze ein neues Passwort, und beende die Sitzungen, die du nicht kennst.",
    },
  },
  dataExport: {
    title: "Deine Daten liegen zum Herunterladen bereit",
    body: (until) =>
      `Das Archiv mit den Daten deines Kontos ist fertig. Du kannst es bis ${until} in den Einstellungen deines Kontos abholen.`,
    notYou: "Hast du es nicht angefordert, kennt jemand anderes dein Passwort: Setze sofort ein neues.",
  },

  badge: (title: string) => `Neues Abzeichen: ${title}`,
  activity,
  newFollower,
  organizationInvitation,
  organization,
  organizationDeletion,
  organizationExport,
  receipt,
  invoiceReceipt,
  subscription,
  entitlement,
  classEnding,
  classInvitation,
  coursework,
  ...feedbackDe,
  ...forumDe,
  ...assessmentDe,
  ...interviewsDe,

  grade: {
    wholeWork: "Gesamte Arbeit",
    score: (score: string, most: string, at: string) => `${score} von ${most} erreicht, abgegeben am ${at}.`,
    rubricLine: (criterion: string, points: string, most: string) => `${criterion}: ${points} von ${most} Punkten.`,
    rubric: (share: string, at: string) => `Nach Bewertungsraster: ${share}. Abgegeben am ${at}.`,
    due: (at: string) => `fällig am ${at}`,
    extended: (at: string) => `durch Verlängerung fällig am ${at}`,
    noDueTime: (share: string) => `${share}. Es gab keinen Abgabetermin.`,
    inTime: (share: string, due: string) => `${share}. Rechtzeitig: ${due}.`,
    late: (minutes: string, due: string, credit: string, share: string) =>
      `${minutes} min zu spät (${due}): angerechnet werden ${credit}, es bleiben ${share}.`,
    attempts: {
      BEST: (count: number, share: string) => `Der beste von ${count} Versuchen zählt: ${share}.`,
      LAST: (count: number, share: string) => `Der letzte von ${count} Versuchen zählt: ${share}.`,
      AVERAGE: (count: number, share: string) => `Der Durchschnitt von ${count} Versuchen zählt: ${share}.`,
    },
    afterClosing: (count: number) => `${count} nach Abgabeschluss zählen nicht.`,
    worth: (title: string, points: string, most: string) => `${title}: ${points} von ${most} Punkten.`,
    missing: "Es wurde nichts abgegeben.",
    missingAt: (at: string) => `Bis zum Abgabeschluss am ${at} wurde nichts abgegeben.`,
    adjustment: (points: string, reason: string) =>
      reason ? `Angepasst um ${points} Punkte: ${reason}` : `Angepasst um ${points} Punkte.`,
    regraded: (at: string, before: string | null, points: string) =>
      before === null
        ? `Neu bewertet am ${at}: ${points} Punkte.`
        : `Auf deine Bitte neu bewertet am ${at}: ${points} statt ${before} Punkte.`,
    sum: (points: string) => `Summe: ${points} Punkte.`,
    rounded: (points: string) => `Note: ${points} Punkte, auf Hundertstel gerundet.`,
    share: (title: string, share: string, weight: number) => `${title}: ${share}, Gewicht ${weight}.`,
    total: (share: string, dropped: number) =>
      dropped > 0 ? `Gesamt: ${share}. Gestrichene schlechteste Noten: ${dropped}.` : `Gesamt: ${share}.`,
  },

  webhookStopped,
  aiFinished,
  verdict,
};
