import { Secret, TOTP } from "otpauth";

/** Time-based one-time passwords (RFC 6238) in the form that every authenticator app takes: SHA-1, 6 digits, 30 seconds. */
const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** Steps before and after the present one whose codes are taken, as clocks of phones differ. */
const WINDOW = 1;

/** ASCII digits alone, where the library is generous. */
const CODE = /^[0-9]{6}$/;

const of = (key: string, account = "") =>
  new TOTP({
    issuer: "CodeQuest",
    label: account,
    secret: Secret.fromBase32(key),
    algorithm: "SHA1",
    digits: DIGITS,
    period: PERIOD_SECONDS,
  });

/** A new key of 160 bits, in Base32. */
export function newTotpKey(): string {
  return new Secret({ size: 20 }).base32;
}

/** What a QR code for the authenticator app says. */
export function totpUri(key: string, account: string): string {
  return of(key, account).toString();
}

/** The time step that the code is of; null when it is wrong. Whoever asks refuses a step that was used before. */
export function totpStep(key: string, code: string, nowMs = Date.now()): number | null {
  if (!CODE.test(code)) return null;
  const delta = of(key).validate({ token: code, window: WINDOW, timestamp: nowMs });
  return delta === null ? null : Math.floor(nowMs / 1000 / PERIOD_SECONDS) + delta;
}
