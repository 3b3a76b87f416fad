import { startResendServer, type ResendServer } from "../../../test/support/resend.js";
import { MailError, type Mail } from "./mail.js";
import { createResendMailer } from "./resend-mail.js";

const MAIL: Mail = { id: "test.1", to: "ada@codequest.example", subject: "Hello", text: "Hello\n", html: "<p>Hello</p>" };
const FROM = { name: 'Code "Quest"', address: "no-reply@codequest.example" };

describe("mail through Resend", () => {
  let resend: ResendServer;
  beforeAll(async () => {
    resend = await startResendServer();
  });
  beforeEach(() => {
    resend.mails.length = 0;
    resend.requests.length = 0;
  });
  afterAll(() => resend?.close());

  async function outcome(change: Partial<Mail> = {}, { apiKey = resend.apiKey, url = resend.url, timeoutMs = 30_000 } = {}) {
    try {
      await createResendMailer({ apiKey, url, from: FROM, timeoutMs }).send({ ...MAIL, ...change });
      return "sent";
    } catch (error) {
      expect(error).toBeInstanceOf(MailError);
      return error as MailError;
    }
  }

  it("is one request with the whole mail", async () => {
    const unsubscribeUrl = "https://api.codequest.example/unsubscribe?token=x";
    expect(await outcome({ id: "whole.1", unsubscribeUrl })).toBe("sent");
    expect(resend.mails).toEqual([
      {
        from: '"Code \\"Quest\\"" <no-reply@codequest.example>',
        to: [MAIL.to],
        subject: MAIL.subject,
        text: MAIL.text,
        html: MAIL.html,
        headers: {
          "Auto-Submitted": "auto-generated",
          "List-Unsubscribe": `<${unsubscribeUrl}>`,
          "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
      },
    ]);
    expect(resend.requests[0]!.headers).toMatchObject({ "idempotency-key": "whole.1", "content-type": "application/json" });
  });

  it("arrives once, however often it is sent", async () => {
    resend.loseNextAnswer();
    expect(await outcome({ id: "once.1" })).toMatchObject({ permanent: false });
    expect(await outcome({ id: "once.1" })).toBe("sent");
    expect(await outcome({ id: "once.1", text: "Written anew" })).toBe("sent");
    expect(resend.mails).toHaveLength(1);
  });

  it.each([
    [{ status: 429, name: "rate_limit_exceeded" }, false],
    [{ status: 500, name: "application_error" }, false],
    [{ status: 409, name: "concurrent_idempotent_requests" }, false],
    [{ status: 403, name: "validation_error", message: "The domain is not verified." }, false],
    [{ status: 422, name: "validation_error", message: "Invalid `from` field." }, false],
    [{ status: 422, name: "validation_error", message: "Invalid `to` field. Said of <ada@codequest.example>" }, true],
  ])("that is answered with %j is tried again unless the address is at fault", async (answer, permanent) => {
    resend.answers.push(answer);
    const error = await outcome({ id: `answer.${answer.status}` });
    expect(error).toMatchObject({ permanent, message: `mail not sent: ERESEND, ${answer.name}, answer ${answer.status}` });
  });

  it("fails when nobody answers, and where nobody listens", async () => {
    resend.answers.push("silence");
    expect(await outcome({ id: "silent.1" }, { timeoutMs: 300 } as never)).toMatchObject({ code: "ETIMEDOUT", permanent: false });
    expect(await outcome({}, { url: "http://127.0.0.1:1" } as never)).toMatchObject({ permanent: false });
    expect(await outcome({}, { apiKey: "wrong" } as never)).toMatchObject({ message: expect.stringContaining("invalid_api_key") });
  });

  it.each([{ to: "a@b.example, c@d.example" }, { to: "none" }, { subject: "a\r\nBcc: x@y.example" }])(
    "is not sent with %j",
    async (change) => {
      expect(await outcome(change)).toMatchObject({ code: "EINVALID", permanent: true });
      expect(resend.requests).toEqual([]);
    },
  );
});
