import { Secret, TOTP } from "otpauth";

/** Time-based one-time passwords (RFC 6238) in the form that every authenticator app supports: SHA-1, 6 digits, 30 seconds. */
const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** Accepted steps before and after the current one, as phone clocks differ. */
const WINDOW = 1;

/** ASCII digits only; the library accepts more. */
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

/** A new 160-bit key, in Base32. */
export function newTotpKey(): string {
  return new Secret({ size: 20 }).base32;
}

/** Content of the QR code for authenticator apps. */
export function totpUri(key: string, account: string): string {
  return of(key, account).toString();
}

/** The time step of the code; null if it is wrong. The caller must refuse a step that was used before. */
export function totpStep(key: string, code: string, nowMs = Date.now()): number | null {
  if (!CODE.test(code)) return null;
  const delta = of(key).validate({ token: code, window: WINDOW, timestamp: nowMs });
  return delta === null ? null : Math.floor(nowMs / 1000 / PERIOD_SECONDS) + delta;
}
