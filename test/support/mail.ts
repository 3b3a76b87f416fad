/** Mails that the catcher of a test run holds: the shared one, or a private set's (`own.mail.directory`). */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { slowness } from "../../scripts/lib/slowness.mjs";
import PostalMime, { type Email } from "postal-mime";

export interface CaughtMail extends Email {
  /** Whom the SMTP server was told to deliver to, whatever the headers say. */
  recipients: string[];
  /** Names of its header fields, lower case, as often as they occur. */
  headerNames: string[];
}

const sharedDirectory = () => process.env.TEST_MAIL_DIRECTORY!;

/** Those delivered to the address, in the order of their arrival. */
export async function mailsTo(address: string, directory = sharedDirectory()): Promise<CaughtMail[]> {
  const names = (await readdir(directory)).filter((name) => /^[^.].*\.eml$/.test(name)).sort();
  const mails = await Promise.all(names.map(async (name) => parse(await readFile(join(directory, name)))));
  return mails.filter(({ recipients }) => recipients.includes(address));
}

/** Against hanging only: a machine may be busy, and a mail that was refused is tried again after seconds. */
const TIMEOUT_MS = 180_000;

/** Waits until as many have come; fails when they do not. */
export async function waitForMails(address: string, count: number, directory = sharedDirectory()): Promise<CaughtMail[]> {
  const deadline = Date.now() + TIMEOUT_MS * slowness();
  for (;;) {
    const mails = await mailsTo(address, directory);
    if (mails.length >= count) return mails;
    if (Date.now() > deadline) throw new Error(`${mails.length} of ${count} mails came to ${address} in ${TIMEOUT_MS} ms`);
    await delay(100);
  }
}

async function parse(content: Buffer): Promise<CaughtMail> {
  const mail = await PostalMime.parse(content);
  const recipients = mail.headers.filter(({ key }) => key === "delivered-to").map(({ value }) => value);
  return { ...mail, recipients, headerNames: mail.headers.map(({ key }) => key) };
}
