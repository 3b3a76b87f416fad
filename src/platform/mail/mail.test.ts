import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import { createMailer, MailError, type Mail } from "./mail.js";

const MAIL: Mail = { id: "test.1", to: "ada@codequest.example", subject: "Hello", text: "Hello\n", html: "<p>Hello</p>" };
const FROM = { name: "Code, Quest", address: "no-reply@codequest.example" };

/** Sends a mail to the given port; returns "sent" or the error. */
async function outcome(port: number, change: Partial<Mail> = {}, timeoutMs = 5000): Promise<MailError | "sent"> {
  const mailer = createMailer({ url: `smtp://127.0.0.1:${port}`, from: FROM, timeoutMs });
  try {
    await mailer.send({ ...MAIL, ...change });
    return "sent";
  } catch (error) {
    expect(error).toBeInstanceOf(MailError);
    return error as MailError;
  } finally {
    mailer.close();
  }
}

describe("a mailer", () => {
  const mails: string[] = [];
  const recipients: string[] = [];
  let refusal = "";
  let catcher: SMTPServer;
  let port: number;

  beforeAll(async () => {
    catcher = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      disableReverseLookup: true,
      onRcptTo({ address }, _session, done) {
        if (refusal) return done(Object.assign(new Error(`${refusal} <${address}>`), { responseCode: 550 }));
        recipients.push(address);
        done();
      },
      onData(stream, _session, done) {
        let content = "";
        stream.on("data", (chunk: Buffer) => (content += chunk.toString()));
        stream.on("end", () => {
          mails.push(content);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => void catcher.listen(0, "127.0.0.1", resolve));
    port = (catcher.server.address() as AddressInfo).port;
  });
  beforeEach(() => {
    mails.length = 0;
    recipients.length = 0;
    refusal = "";
  });
  afterAll(() => new Promise<void>((resolve) => catcher.close(resolve)));

  it("hands over a mail with both forms, a lasting id and a sender", async () => {
    expect(await outcome(port, { subject: "Grüße" })).toBe("sent");
    expect(recipients).toEqual([MAIL.to]);
    expect(mails[0]).toContain('From: "Code, Quest" <no-reply@codequest.example>');
    expect(mails[0]).toContain("Message-ID: <test.1@codequest.example>");
    expect(mails[0]).toContain("Auto-Submitted: auto-generated");
    expect(mails[0]).toMatch(/text\/plain[^]*Hello[^]*text\/html[^]*<p>Hello<\/p>/);
  });

  it.each([
    ["a subject that goes on as a header", { subject: "Hello\r\nBcc: eve@codequest.example" }],
    ["a subject with a line separator", { subject: "Hello\u2028Bcc: eve@codequest.example" }],
    ["an address that goes on as a header", { to: "ada@codequest.example\r\nBcc: eve@codequest.example" }],
    ["two addresses", { to: "ada@codequest.example, eve@codequest.example" }],
    ["an address that closes itself", { to: "ada@codequest.example>, <eve@codequest.example" }],
    ["an address with a name", { to: "Ada <ada@codequest.example>" }],
    ["an id that goes on as a header", { id: "1>\r\nBcc: <eve@codequest.example" }],
  ])("refuses %s for good, and sends nothing", async (_what, change) => {
    expect(await outcome(port, change)).toMatchObject({ code: "EINVALID", permanent: true });
    expect(recipients).toEqual([]);
  });

  it("takes a comma in an address for a part of it", async () => {
    expect(await outcome(port, { to: '"ada,eve"@codequest.example' })).toBe("sent");
    expect(recipients).toEqual(['"ada,eve"@codequest.example']);
  });

  it("knows a mailbox that does not exist from a refusal that may pass, and repeats no address", async () => {
    refusal = "5.1.1 No such user";
    const unknown = (await outcome(port)) as MailError;
    expect(unknown).toMatchObject({ permanent: true, message: "mail not sent: EENVELOPE, at RCPT TO, answer 550" });
    refusal = "5.7.1 Relay access denied";
    expect(await outcome(port)).toMatchObject({ permanent: false });
  });

  it("fails at once where nothing listens", async () => {
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, "127.0.0.1", resolve));
    const { port: closed } = free.address() as AddressInfo;
    await new Promise<void>((resolve) => void free.close(() => resolve()));
    expect(await outcome(closed)).toMatchObject({ permanent: false });
  });

  it.each([
    ["never says a word", () => undefined],
    ["keeps saying something, but never enough", trickle],
  ])("gives up in time on a server that %s", async (_what, serve) => {
    const sockets = new Set<Socket>();
    const silent: Server = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => undefined);
      serve(socket);
    });
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const begin = performance.now();
    const error = await outcome((silent.address() as AddressInfo).port, {}, 600);
    expect(error).toMatchObject({ code: "ETIMEDOUT", permanent: false });
    expect(performance.now() - begin).toBeLessThan(2000);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
});

/** Sends a greeting, then answers the first command with endless continuation lines. */
function trickle(socket: Socket): void {
  socket.write("220 ready\r\n");
  socket.once("data", () => {
    const timer = setInterval(() => socket.write("250-WAIT\r\n"), 50);
    socket.once("close", () => clearInterval(timer));
  });
}
