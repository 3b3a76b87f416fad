import { markup, type Html } from "./markup.js";

/** What a mail says, as plain text and as HTML. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

const CLOSING = "You get this mail because this address was given for an account at CodeQuest. If it was not you, ignore it.";

/** For what only concerns whoever has the account already. */
export const SECURITY_CLOSING = "You get this mail because it concerns the security of your account at CodeQuest.";

export interface MailBody {
  subject: string;
  text: readonly string[];
  html: readonly Html[];
  /** Why the reader gets it. */
  closing?: string;
}

/** Puts paragraphs into the frame that all mails share. */
export function contentOf({ subject, text, html: paragraphs, closing = CLOSING }: MailBody): MailContent {
  const page = markup`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 36em; margin: 2em auto; padding: 0 1em">
${paragraphs}
<p style="color: #666; font-size: 0.85em">${closing}</p>
</body>
</html>
`;
  return { subject, text: `${[...text, `-- \n${closing}`].join("\n\n")}\n`, html: page.source };
}

/** A button in HTML, an address in text. */
export interface MailedUrl {
  label: string;
  url: string;
}

/** The common case: plain paragraphs after a greeting, with a link where one is. */
export function letter(subject: string, name: string, lines: readonly (string | MailedUrl)[], closing?: string): MailContent {
  const textOf = (line: string | MailedUrl) => (typeof line === "string" ? line : `${line.label}: ${line.url}`);
  const htmlOf = (line: string | MailedUrl) =>
    typeof line === "string" ? markup`<p>${line}</p>` : markup`<p><a href="${line.url}">${line.label}</a></p>`;
  return contentOf({
    subject,
    text: [`Hello ${name},`, ...lines.map(textOf)],
    html: [markup`<p>Hello <strong>${name}</strong>,</p>`, ...lines.map(htmlOf)],
    ...(closing ? { closing } : {}),
  });
}
