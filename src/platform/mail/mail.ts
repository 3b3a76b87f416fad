import { createTransport } from "nodemailer";

/** An address with its display name, which may be empty. */
export interface Mailbox {
  name: string;
  address: string;
}

export interface Mail {
  /** Permanent id of this mail: a repeat has the same Message-ID, by which mailboxes detect duplicates. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** One-click unsubscribe address (RFC 8058), called with POST; mail clients show a button for it. */
  unsubscribeUrl?: string | undefined;
  /** An iCalendar object (RFC 6047), which mail clients offer to add to the calendar. */
  calendar?: CalendarPart | undefined;
}

export interface CalendarPart {
  method: "REQUEST" | "CANCEL";
  content: string;
}

export interface Mailer {
  /** Resolves when the server has accepted the mail. Throws a MailError within the time limit, whatever the server does. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** The message contains codes only: servers like to quote the address, and errors are logged. */
export class MailError extends Error {
  override name = "MailError";

  constructor(
    readonly code: string,
    message: string,
    /** Retrying can't succeed. */
    readonly permanent: boolean,
  ) {
    super(message);
  }
}

export interface MailerOptions {
  /** smtp: or smtps:, including credentials and nodemailer's options. */
  url: string;
  from: Mailbox;
  timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
const MAX_CONNECTIONS = 4;

/** Connects with the first mail. */
export function createMailer({ url, from, timeoutMs = TIMEOUT_MS }: MailerOptions): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: MAX_CONNECTIONS,
    // Retries are up to the caller, except one for a pooled connection that the server has closed meanwhile.
    maxRequeues: 1,
    connectionTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: 1000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transport.on("error", () => undefined); // the affected mail reports the error
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);

  return {
    async send(mail) {
      checkMail(mail);
      const { id, to, subject, text, html, unsubscribeUrl, calendar } = mail;
      try {
        await transport.sendMail({
          from,
          // An object, so that the address is not parsed as a list.
          to: { name: "", address: to },
          subject,
          text,
          html,
          ...(calendar && { icalEvent: { method: calendar.method, filename: "invite.ics", content: calendar.content } }),
          messageId: `<${id}@${domain}>`,
          // RFC 3834: suppresses automatic replies.
          headers: { "Auto-Submitted": "auto-generated", ...(unsubscribeUrl && prepared(unsubscribeHeaders(unsubscribeUrl))) },
          // The timeouts above restart with each step and byte; this one limits the total.
          signal: AbortSignal.timeout(timeoutMs),
        });
      } catch (error) {
        throw describe(error);
      }
    },
    close: () => transport.close({ force: true }),
  };
}

const ADDRESS = /^[^\s\p{Cc}<>]+@[^\s\p{Cc}<>@,;"()]+$/u;
const URL_IN_HEADER = /^https?:\/\/[^\s\p{Cc}<>,]+$/u;
const LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;
const ID = /^[\w.-]+$/;

/** Throws a MailError if a value could inject a header or an address. */
export function checkMail({ id, to, subject, unsubscribeUrl }: Mail): void {
  const forms = [
    ["to", to, ADDRESS],
    ["subject", subject, LINE],
    ["id", id, ID],
    ["unsubscribeUrl", unsubscribeUrl ?? "https://none", URL_IN_HEADER],
  ] as const;
  for (const [field, value, form] of forms) {
    if (!form.test(value)) throw new MailError("EINVALID", `mail not sent: its ${field} is malformed`, true);
  }
}

export function unsubscribeHeaders(url: string) {
  return { "List-Unsubscribe": `<${url}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

/** A folded link would be broken, so these headers are not folded. */
function prepared(headers: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { prepared: true, value }]));
}

/** RFC 3463: 5.1 is about the address, 5.2 about the mailbox. Other refusals may be our fault: credentials, relaying, sender. */
const NO_SUCH_MAILBOX = /\b5\.[12]\.\d/;

interface SmtpError {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

function describe(error: unknown): MailError {
  const { code = "EUNKNOWN", command, responseCode, response = "" } = error as SmtpError;
  const known = code === "EABORT" ? "ETIMEDOUT" : code;
  const facts = [known, command && `at ${command}`, responseCode && `answer ${responseCode}`].filter(Boolean).join(", ");
  return new MailError(known, `mail not sent: ${facts}`, command === "RCPT TO" && NO_SUCH_MAILBOX.test(response));
}
