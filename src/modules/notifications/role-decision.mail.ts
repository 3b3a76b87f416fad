import { inLanguage, type Language, type Texts } from "./language.js";
import { markup } from "./markup.js";
import { contentOf, greeting, type MailContent } from "./mail-content.js";

export interface RoleDecision {
  displayName: string;
  role: string;
  approved: boolean;
  /** The admin's word to the account; may be empty and may have many lines. */
  comment: string;
  language?: Language;
}

interface Words {
  subject(approved: boolean): string;
  outcome(role: string, approved: boolean): string;
  quoted: string;
}

const WORDS: Texts<Words> = {
  en: {
    subject: (approved) => `Your role request has been ${approved ? "approved" : "rejected"}`,
    outcome: (role, approved) =>
      approved
        ? `your request for the role "${role}" has been approved. You have the role from now on, without signing in again.`
        : `your request for the role "${role}" has been rejected. Your account stays as it was, and you may ask again.`,
    quoted: "The admin writes:",
  },
  de: {
    subject: (approved) => `Deine Rollenanfrage wurde ${approved ? "angenommen" : "abgelehnt"}`,
    outcome: (role, approved) =>
      approved
        ? `deine Anfrage nach der Rolle „${role}“ wurde angenommen. Du hast sie ab sofort, ohne dich neu anzumelden.`
        : `deine Anfrage nach der Rolle „${role}“ wurde abgelehnt. Dein Konto bleibt, wie es war, und du kannst noch einmal fragen.`,
    quoted: "Dazu schreibt die Administration:",
  },
};

export function roleDecisionContent({ displayName, role, approved, comment, language = "en" }: RoleDecision): MailContent {
  const words = inLanguage(WORDS, language);
  const outcome = words.outcome(role.toLowerCase().replaceAll("_", " "), approved);
  const quoted = comment.split(/\r\n|\r|\n/).map((line) => `> ${line}`);
  const hello = greeting(language);
  return contentOf({
    language,
    subject: words.subject(approved),
    text: [`${hello} ${displayName},`, outcome, ...(comment ? [[words.quoted, ...quoted].join("\n")] : [])],
    html: [
      markup`<p>${hello} <strong>${displayName}</strong>,</p>`,
      markup`<p>${outcome}</p>`,
      ...(comment ? [markup`<p>${words.quoted}</p><blockquote style="white-space: pre-wrap">${comment}</blockquote>`] : []),
    ],
  });
}
