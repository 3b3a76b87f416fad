import { inLanguage, type Language, type Texts } from "./language.js";
import { markup, type Html } from "./markup.js";

/** What a mail says, as plain text and as HTML. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

const CLOSINGS: Texts<string> = {
  en: "You get this mail because this address was given for an account at CodeQuest. If it was not you, ignore it.",
  de: "Du bekommst diese Mail, weil diese Adresse für ein Konto bei CodeQuest angegeben wurde. Warst du es nicht, lass sie unbeachtet.",
};

const SECURITY_CLOSINGS: Texts<string> = {
  en: "You get this mail because it concerns the security of your account at CodeQuest.",
  de: "Du bekommst diese Mail, weil es um die Sicherheit deines Kontos bei CodeQuest geht.",
};

/** For what only concerns whoever has the account already. */
export const securityClosing = (language: Language): string => inLanguage(SECURITY_CLOSINGS, language);

export interface MailBody {
  subject: string;
  text: readonly string[];
  html: readonly Html[];
  /** Why the reader gets it. */
  closing?: string;
  language?: Language;
}

/** Puts paragraphs into the frame that all mails share. */
export function contentOf({ subject, text, html: paragraphs, language = "en", closing }: MailBody): MailContent {
  const why = closing ?? inLanguage(CLOSINGS, language);
  const page = markup`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 36em; margin: 2em auto; padding: 0 1em">
${paragraphs}
<p style="color: #666; font-size: 0.85em">${why}</p>
</body>
</html>
`;
  return { subject, text: `${[...text, `-- \n${why}`].join("\n\n")}\n`, html: page.source };
}

const GREETINGS: Texts<string> = { en: "Hello", de: "Hallo" };

export const greeting = (language: Language): string => inLanguage(GREETINGS, language);

/** A button in HTML, an address in text. */
export interface MailedUrl {
  label: string;
  url: string;
}

/** The common case: plain paragraphs after a greeting, with a link where one is. */
export function letter(
  subject: string,
  name: string,
  lines: readonly (string | MailedUrl)[],
  closing?: string,
  language: Language = "en",
): MailContent {
  const textOf = (line: string | MailedUrl) => (typeof line === "string" ? line : `${line.label}: ${line.url}`);
  const htmlOf = (line: string | MailedUrl) =>
    typeof line === "string" ? markup`<p>${line}</p>` : markup`<p><a href="${line.url}">${line.label}</a></p>`;
  return contentOf({
    language,
    subject,
    text: [`${greeting(language)} ${name},`, ...lines.map(textOf)],
    html: [markup`<p>${greeting(language)} <strong>${name}</strong>,</p>`, ...lines.map(htmlOf)],
    ...(closing ? { closing } : {}),
  });
}
