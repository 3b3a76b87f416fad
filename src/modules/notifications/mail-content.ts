import { markup, type Html } from "./markup.js";

/** What a mail says, as plain text and as HTML. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

const CLOSING = "You get this mail because this address was given for an account at CodeQuest. If it was not you, ignore it.";

export interface MailBody {
  subject: string;
  text: readonly string[];
  html: readonly Html[];
}

/** Puts paragraphs into the frame that all mails share. */
export function contentOf({ subject, text, html: paragraphs }: MailBody): MailContent {
  const page = markup`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 36em; margin: 2em auto; padding: 0 1em">
${paragraphs}
<p style="color: #666; font-size: 0.85em">${CLOSING}</p>
</body>
</html>
`;
  return { subject, text: `${[...text, `-- \n${CLOSING}`].join("\n\n")}\n`, html: page.source };
}
