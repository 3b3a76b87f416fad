// Mail catcher for development and tests: accepts all mail, stores it as files and forwards nothing. Listens on this machine only.
// Prints a line per mail, with subject and links but never the address.
import { renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

const { MAIL_DIRECTORY, MAIL_PORT } = process.env;
const MAX_BYTES = 10 * 1024 * 1024;

let caught = 0;

/** Names sort by arrival. Written by rename, so that nobody reads half a mail. */
function keep(content) {
  caught += 1;
  const name = `${new Date().toISOString().replace(/[:.]/g, "-")}-${String(caught).padStart(4, "0")}.eml`;
  const hidden = join(MAIL_DIRECTORY, `.${name}`);
  writeFileSync(hidden, content, { mode: 0o600 });
  renameSync(hidden, join(MAIL_DIRECTORY, name));
  return name;
}

/** Strips control characters, so that a mail can't control the terminal. */
const shown = (text) => text.replace(/\p{C}+/gu, " ").trim();

async function lineAbout(name, content) {
  const { subject, text } = await PostalMime.parse(content);
  const links = text?.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  return [shown(subject || "(no subject)"), ...new Set(links.map(shown)), `(${basename(name)})`].join("  ");
}

const server = new SMTPServer({
  authOptional: true,
  // Without a certificate that clients would accept, there is no point in offering TLS.
  disabledCommands: ["STARTTLS", "AUTH"],
  disableReverseLookup: true,
  size: MAX_BYTES,
  onData(stream, { envelope }, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("error", done);
    stream.on("end", () => {
      if (stream.sizeExceeded) return done(Object.assign(new Error("Message too large"), { responseCode: 552 }));
      // As mail servers do on delivery: the mail itself does not name its envelope recipients.
      const received = [
        `Return-Path: <${envelope.mailFrom ? envelope.mailFrom.address : ""}>\r\n`,
        ...envelope.rcptTo.map(({ address }) => `Delivered-To: ${address}\r\n`),
      ];
      try {
        const content = Buffer.concat([Buffer.from(received.join("")), ...chunks]);
        const name = keep(content);
        done();
        lineAbout(name, content).then(console.log, () => console.log(`(unreadable)  (${name})`));
      } catch (error) {
        done(error);
      }
    });
  },
});
server.on("error", (error) => {
  // A client that disconnects midway is not our problem.
  console.error(error.code ?? error.message);
  if (error.code === "EADDRINUSE") process.exit(1);
});
server.listen(Number(MAIL_PORT), "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
