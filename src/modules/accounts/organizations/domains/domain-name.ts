import { domainToASCII } from "node:url";
import { randomBytes } from "node:crypto";
import { badInput } from "../../../../kernel/errors.js";
import { DOMAIN_MAX } from "../organization-limits.js";

/** Labels of letters, digits and inner hyphens, at least two, the last one not a number. */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=.*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** As in e-mail addresses: lower-case ASCII. Null if it is none. */
export function readDomain(typed: string): string | null {
  const name = typed.trim().replace(/\.$/, "").toLowerCase();
  // What follows the host of a URL would be ignored.
  if (/[\s/\\:?#@%]/.test(name)) return null;
  const ascii = domainToASCII(name);
  return ascii.length <= DOMAIN_MAX && DOMAIN.test(ascii) ? ascii : null;
}

export function expectDomain(typed: string, field: string): void {
  if (readDomain(typed) === null)
    throw badInput(field, "Enter the part of addresses after the @, such as `example.org`.", "INVALID_FORMAT");
}

/** Domain of an address. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf("@") + 1).toLowerCase();

export const newDomainToken = (): string => randomBytes(24).toString("base64url");

/** The TXT record that proves control of a domain. A name of its own, so that it disturbs no other record. */
export const recordName = (domain: string): string => `_codequest-challenge.${domain}`;
export const recordValue = (token: string): string => `codequest-verification=${token}`;
