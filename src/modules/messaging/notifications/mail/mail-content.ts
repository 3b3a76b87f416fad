import { messagesIn, type MessageLanguage } from "../../../../messages/messages.js";
import type { MailContent } from "../../../contracts/notification-kind.js";
import { markup, type Html } from "./markup.js";

export interface MailBody {
  subject: string;
  text: readonly string[];
  html: readonly Html[];
  /** The reason for the mail, shown to the reader. */
  closing?: string;
  language: MessageLanguage;
}

/** Renders paragraphs into the common mail layout. */
export function contentOf({ subject, text, html: paragraphs, language, closing }: MailBody): MailContent {
  const why = closing ?? messagesIn(language).closing.addressGiven;
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

/** A link in HTML; label and URL in plain text. */
export interface MailedUrl {
  label: string;
  url: string;
}

/** A simple mail: a greeting, then paragraphs and links. `closing` is the reason for the mail, shown to the reader. */
export interface Letter {
  language: MessageLanguage;
  subject: string;
  name: string;
  lines: readonly (string | MailedUrl)[];
  closing?: string;
}

export function letter({ language, subject, name, lines, closing }: Letter): MailContent {
  const { greeting } = messagesIn(language);
  const textOf = (line: string | MailedUrl) => (typeof line === "string" ? line : `${line.label}: ${line.url}`);
  const htmlOf = (line: string | MailedUrl) =>
    typeof line === "string" ? markup`<p>${line}</p>` : markup`<p><a href="${line.url}">${line.label}</a></p>`;
  return contentOf({
    language,
    subject,
    text: [`${greeting} ${name},`, ...lines.map(textOf)],
    html: [markup`<p>${greeting} <strong>${name}</strong>,</p>`, ...lines.map(htmlOf)],
    ...(closing ? { closing } : {}),
  });
}
