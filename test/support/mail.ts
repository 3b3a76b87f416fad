/** Mails that the catcher of a test run holds: the shared one, or a private set's (`own.mail.directory`). */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { slowness } from "../../scripts/lib/slowness.mjs";
import PostalMime, { type Email } from "postal-mime";
import { createPause } from "./pauses.js";

export interface CaughtMail extends Email {
  /** Whom the SMTP server was told to deliver to, whatever the headers say. */
  recipients: string[];
  /** Names of its header fields, lower case, as often as they occur. */
  headerNames: string[];
}

const sharedDirectory = () => process.env.TEST_MAIL_DIRECTORY!;

/** A mail never changes, and the mails of all suites are in one folder: each is read once, and parsed only if it has the address. */
const contents = new Map<string, Promise<Buffer>>();
const mails = new Map<string, Promise<CaughtMail>>();

function kept<T>(map: Map<string, Promise<T>>, path: string, make: () => Promise<T>): Promise<T> {
  let value = map.get(path);
  if (!value) map.set(path, (value = make()));
  return value;
}

/** Those delivered to the address, in the order of their arrival. */
export async function mailsTo(address: string, directory = sharedDirectory()): Promise<CaughtMail[]> {
  const names = (await readdir(directory)).filter((name) => /^[^.].*\.eml$/.test(name)).sort();
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, name);
      const content = await kept(contents, path, () => readFile(path));
      return content.includes(address) ? kept(mails, path, () => parse(content)) : null;
    }),
  );
  return found.filter((mail) => mail !== null).filter(({ recipients }) => recipients.includes(address));
}

/** Against hanging only: a machine may be busy, and a mail that was refused is tried again after seconds. */
const TIMEOUT_MS = 180_000;

/** Waits until as many have come; fails when they do not. */
export async function waitForMails(address: string, count: number, directory = sharedDirectory()): Promise<CaughtMail[]> {
  const deadline = Date.now() + TIMEOUT_MS * slowness();
  const pause = createPause();
  for (;;) {
    const found = await mailsTo(address, directory);
    if (found.length >= count) return found;
    if (Date.now() > deadline) throw new Error(`${found.length} of ${count} mails came to ${address} in ${TIMEOUT_MS} ms`);
    await pause();
  }
}

async function parse(content: Buffer): Promise<CaughtMail> {
  const mail = await PostalMime.parse(content);
  const recipients = mail.headers.filter(({ key }) => key === "delivered-to").map(({ value }) => value);
  return { ...mail, recipients, headerNames: mail.headers.map(({ key }) => key) };
}
