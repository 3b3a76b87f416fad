import { randomBytes } from "node:crypto";
import type { SignedIn } from "../../../../access/viewer.js";
import { accountSecurityChanged, type SecurityChange } from "../../../../events/account-security-changed.event.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { Secrets } from "../../../../platform/security/secrets.js";
import type { Throttles } from "../../../../platform/redis/throttle.js";
import { newTotpKey, totpStep, totpUri } from "../../../../platform/security/totp.js";
import { record, recordNow } from "../../../base/audit/record.js";
import { User } from "../../../base/users/user.entity.js";
import { expectLiveSession } from "../sessions/live-session.js";
import type { Prove } from "../credentials/proof.js";
import { attempt, GUESSES, originOf } from "../sign-in/sign-in-limits.js";
import { RecoveryCode, TwoFactor } from "./two-factor.entity.js";

export interface TwoFactorService {
  isEnabled(em: EntityManager, userId: string): Promise<boolean>;
  /** Accepts a code of the app or a recovery code, each only once, in the caller's transaction. */
  accept(em: EntityManager, userId: string, code: string, address: string): Promise<boolean>;
  /** Creates a new key for the app. Codes are not required until `confirm`. CONFLICT if two-factor is already enabled. */
  start(viewer: SignedIn, password: string | null, address: string): Promise<{ manualEntryKey: string; otpauthUri: string }>;
  /** Enables two-factor with a first code. Returns the recovery codes, shown only this once. */
  confirm(viewer: SignedIn, code: string, address: string): Promise<string[]>;
  disable(viewer: SignedIn, password: string | null, code: string, address: string): Promise<void>;
  renewRecoveryCodes(viewer: SignedIn, code: string, address: string): Promise<string[]>;
}

const RECOVERY_CODES = 10;
/** Crockford's Base32 alphabet: no ambiguous characters. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const RECOVERY_CODE = /^[0-9a-hjkmnp-tv-z]{10}$/;

interface Dependencies {
  db: Database;
  secrets: Secrets;
  throttles: Throttles;
  prove: Prove;
}

export function createTwoFactorService({ db, secrets, throttles, prove }: Dependencies): TwoFactorService {
  /** Like inTransaction, for an account's own second step: audits a wrong code. */
  const withCode = <T>(userId: string, address: string, work: (em: EntityManager) => Promise<T>) =>
    db.transaction(work).catch(async (error: unknown) => {
      if (isWrongCode(error))
        await recordNow(db, { actorId: userId, action: "account.second-step-failed", subject: { type: "user", id: userId }, address });
      throw error;
    });
  const keyOf = ({ sealedKey }: { sealedKey: string }) => {
    const key = secrets.open("totp-key", sealedKey);
    if (key === null) throw new Error("cannot decrypt a two-factor key: TOKEN_SECRET has changed since it was encrypted");
    return key;
  };
  const digestOf = (userId: string, code: string) => secrets.mac("recovery-code", `${userId}:${code}`).toString("base64url");

  const tell = (em: EntityManager, userId: string, change: SecurityChange, address: string) => {
    record(em, {
      actorId: userId,
      action: `account.${change.toLowerCase().replaceAll("_", "-")}`,
      subject: { type: "user", id: userId },
      address,
    });
    announce(em, accountSecurityChanged, { userId, change, about: newId() });
  };

  const takeStep = async (em: EntityManager, userId: string, code: string, enabled: boolean) => {
    const twoFactor = await em.findOne(TwoFactor, { user: userId, enabledAt: enabled ? { $ne: null } : null });
    const step = twoFactor && totpStep(keyOf(twoFactor), code);
    if (step === null) return false;
    // Conditional, so that a code used twice concurrently is accepted only once.
    const taken = await rows(em, "update two_factors set last_step = ? where user_id = ? and last_step < ? returning user_id", [
      step,
      userId,
      step,
    ]);
    return taken.length > 0;
  };

  const newCodes = async (em: EntityManager, userId: string) => {
    await em.nativeDelete(RecoveryCode, { user: userId });
    const codes = Array.from({ length: RECOVERY_CODES }, () => Array.from(randomBytes(10), (byte) => ALPHABET[byte % 32]).join(""));
    for (const code of codes) {
      em.persist(
        Object.assign(new RecoveryCode(), { user: em.getReference(User, userId, { wrapped: true }), digest: digestOf(userId, code) }),
      );
    }
    return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
  };

  const service: TwoFactorService = {
    isEnabled: async (em, userId) => (await em.count(TwoFactor, { user: userId, enabledAt: { $ne: null } })) > 0,

    async accept(em, userId, given, address) {
      const code = given.replace(/[\s-]/g, "").toLowerCase();
      if (/^\d{6}$/.test(code)) return takeStep(em, userId, code, true);
      if (!RECOVERY_CODE.test(code)) return false;
      const used = await rows(
        em,
        "update recovery_codes set used_at = now() where user_id = ? and digest = ? and used_at is null returning id",
        [userId, digestOf(userId, code)],
      );
      if (used.length > 0) tell(em, userId, "RECOVERY_CODE_USED", address);
      return used.length > 0;
    },

    async start(viewer, password, address) {
      const user = await prove(viewer, password, "input.password", address);
      const key = newTotpKey();
      const begun = await rows(
        db.em.fork(),
        `insert into two_factors (user_id, sealed_key, last_step) values (?, ?, 0)
         on conflict (user_id) do update set sealed_key = excluded.sealed_key, last_step = 0 where two_factors.enabled_at is null
         returning user_id`,
        [viewer.id, secrets.seal("totp-key", key)],
      );
      if (begun.length === 0) throw new AppError("CONFLICT", "Two-factor is already on. Turn it off first to use another app.");
      return { manualEntryKey: key, otpauthUri: totpUri(key, user.email!) };
    },

    async confirm(viewer, code, address) {
      const { right } = await attempt(throttles, GUESSES.secondStep, viewer.id, originOf(viewer, address));
      const codes = await withCode(viewer.id, address, async (em) => {
        await expectLiveSession(em, viewer);
        if (await service.isEnabled(em, viewer.id)) throw new AppError("CONFLICT", "Two-factor is already on.");
        if (!(await takeStep(em, viewer.id, code.replace(/\s/g, ""), false))) throw wrongCode();
        await em.nativeUpdate(TwoFactor, { user: viewer.id }, { enabledAt: new Date() });
        tell(em, viewer.id, "TWO_FACTOR_ENABLED", address);
        return newCodes(em, viewer.id);
      });
      await right();
      return codes;
    },

    async disable(viewer, password, code, address) {
      await prove(viewer, password, "input.password", address);
      const { right } = await attempt(throttles, GUESSES.secondStep, viewer.id, originOf(viewer, address));
      await withCode(viewer.id, address, async (em) => {
        if (!(await service.isEnabled(em, viewer.id))) throw new AppError("CONFLICT", "Two-factor is not on.");
        if (!(await service.accept(em, viewer.id, code, address))) throw wrongCode();
        await em.nativeDelete(TwoFactor, { user: viewer.id });
        await em.nativeDelete(RecoveryCode, { user: viewer.id });
        tell(em, viewer.id, "TWO_FACTOR_DISABLED", address);
      });
      await right();
    },

    async renewRecoveryCodes(viewer, code, address) {
      const { right } = await attempt(throttles, GUESSES.secondStep, viewer.id, originOf(viewer, address));
      const codes = await withCode(viewer.id, address, async (em) => {
        if (!(await service.isEnabled(em, viewer.id))) throw new AppError("CONFLICT", "Two-factor is not on.");
        if (!(await service.accept(em, viewer.id, code, address))) throw wrongCode();
        tell(em, viewer.id, "RECOVERY_CODES_RENEWED", address);
        return newCodes(em, viewer.id);
      });
      await right();
      return codes;
    },
  };
  return service;
}

const WRONG_CODE = "The code is wrong or was already used. Wait for the next one.";

export function wrongCode(): AppError {
  return badInput("input.code", WRONG_CODE, "WRONG");
}

export function isWrongCode(error: unknown): boolean {
  return error instanceof AppError && error.message === WRONG_CODE;
}
