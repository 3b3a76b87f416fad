import { createTransport } from "nodemailer";

/** A mailbox with the name shown beside it, which may be empty. */
export interface Mailbox {
  name: string;
  address: string;
}

export interface Mail {
  /** Names this mail for good: a repeat under the same id has the same Message-ID, by which mailboxes know it. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Where one POST ends mails like this one (RFC 8058); mailboxes show a button for it. */
  unsubscribeUrl?: string | undefined;
}

export interface Mailer {
  /** Resolves when the server has taken the mail. Throws a MailError within the time limit, whatever the server does. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** Its message holds codes only: servers like to repeat the address in theirs, and errors go into logs. */
export class MailError extends Error {
  override name = "MailError";

  constructor(
    readonly code: string,
    message: string,
    /** No later try will go better. */
    readonly permanent: boolean,
  ) {
    super(message);
  }
}

export interface MailerOptions {
  /** smtp: or smtps:, with credentials and nodemailer's options in it. */
  url: string;
  from: Mailbox;
  timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
const MAX_CONNECTIONS = 4;

/** Opens no connection before the first mail. */
export function createMailer({ url, from, timeoutMs = TIMEOUT_MS }: MailerOptions): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: MAX_CONNECTIONS,
    // Trying again is the caller's business. Once, for a kept connection that the server has closed meanwhile.
    maxRequeues: 1,
    connectionTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: 1000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transport.on("error", () => undefined); // the mail that meets it reports it
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);

  return {
    async send(mail) {
      checkMail(mail);
      const { id, to, subject, text, html, unsubscribeUrl } = mail;
      try {
        await transport.sendMail({
          from,
          // An object, so that nothing in the address is read as a list of addresses.
          to: { name: "", address: to },
          subject,
          text,
          html,
          messageId: `<${id}@${domain}>`,
          // RFC 3834: keeps absence notices from answering.
          headers: { "Auto-Submitted": "auto-generated", ...(unsubscribeUrl && prepared(unsubscribeHeaders(unsubscribeUrl))) },
          // The limits above start again with each step and byte; this one ends the whole.
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

/** Throws a MailError when something in the mail could become a header or an address that nobody meant. */
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

/** As a link that is folded is none any more. */
function prepared(headers: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { prepared: true, value }]));
}

/** RFC 3463: 5.1 speaks of the address, 5.2 of the mailbox. Any other refusal may be ours to cure: credentials, relaying, a sender. */
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
