import { checkMail, MailError, unsubscribeHeaders, type Mailbox, type Mailer } from "./mail.js";

export interface ResendOptions {
  apiKey: string;
  /** Base address of the API. */
  url: string;
  from: Mailbox;
  timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;

/** Sends through Resend's HTTP API. Within a day a repeat with the same id gets the first response and sends nothing. */
export function createResendMailer({ apiKey, url, from, timeoutMs = TIMEOUT_MS }: ResendOptions): Mailer {
  const endpoint = new URL("emails", url.endsWith("/") ? url : `${url}/`);
  const sender = from.name ? `"${from.name.replaceAll(/["\\]/g, "\\$&")}" <${from.address}>` : from.address;

  return {
    async send(mail) {
      checkMail(mail);
      const { id, to, subject, text, html, unsubscribeUrl, calendar } = mail;
      const headers = { "Auto-Submitted": "auto-generated", ...(unsubscribeUrl && unsubscribeHeaders(unsubscribeUrl)) };
      const attachments = calendar && [
        {
          filename: "invite.ics",
          content: Buffer.from(calendar.content).toString("base64"),
          content_type: `text/calendar; charset=utf-8; method=${calendar.method}`,
        },
      ];
      const body = JSON.stringify({ from: sender, to: [to], subject, text, html, headers, attachments });
      let response: Response;
      let answer: Answer;
      try {
        response = await fetch(endpoint, {
          method: "POST",
          headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", "idempotency-key": id },
          body,
          redirect: "error",
          signal: AbortSignal.timeout(timeoutMs),
        });
        answer = (await response.json().catch(() => ({}))) as Answer;
      } catch (error) {
        const code = codeOf(error);
        throw new MailError(code, `mail not sent: ${code}`, false);
      }
      // The idempotency key was used with another text: an earlier attempt succeeded. Repeats can differ, as digests do.
      if (response.ok || (response.status === 409 && answer.name === "invalid_idempotent_request")) return;
      const name = /^\w{1,60}$/.test(answer.name ?? "") ? answer.name! : "unknown";
      const badRecipient = response.status === 422 && /`to`/.test(answer.message ?? "");
      throw new MailError("ERESEND", `mail not sent: ERESEND, ${name}, answer ${response.status}`, badRecipient);
    },
    close: () => undefined,
  };
}

interface Answer {
  name?: string;
  message?: string;
}

function codeOf(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  return name === "TimeoutError" ? "ETIMEDOUT" : (cause?.code ?? "EUNKNOWN");
}
