import type { SignedIn } from "../../../../access/viewer.js";
import { badInput } from "../../../../kernel/errors.js";
import type { Database, Transaction } from "../../../../platform/database/database.js";
import type { Throttles } from "../../../../platform/redis/throttle.js";
import type { Prove } from "../../../accounts/identity/credentials/proof.js";
import { attempt, GUESSES, originOf } from "../../../accounts/identity/sign-in/sign-in-limits.js";
import { wrongCode, type TwoFactorService } from "../../../accounts/identity/two-factor/two-factor.service.js";

export interface Proof {
  password: string | null;
  code: string | null;
}

/** Runs the work in a transaction once the account has proven itself: by its password, and by a code of its second factor if it has one. */
export type ProveTwice = <T>(viewer: SignedIn, proof: Proof, address: string, work: (tx: Transaction) => Promise<T>) => Promise<T>;

interface Dependencies {
  db: Database;
  throttles: Throttles;
  twoFactor: TwoFactorService;
  prove: Prove;
}

export function createProveTwice({ db, throttles, twoFactor, prove }: Dependencies): ProveTwice {
  return async (viewer, { password, code }, address, work) => {
    await prove(viewer, password, "input.password", address);
    const asksForCode = await twoFactor.isEnabled(db.em.fork(), viewer.id);
    if (asksForCode && !code) throw badInput("input.code", "Enter a code of your authenticator app or a recovery code.", "REQUIRED");
    const tried = asksForCode ? await attempt(throttles, GUESSES.secondStep, viewer.id, originOf(viewer, address)) : null;
    const result = await db.transaction(async (tx) => {
      if (asksForCode && !(await twoFactor.accept(tx, viewer.id, code!, address))) throw wrongCode();
      return work(tx);
    });
    await tried?.right();
    return result;
  };
}
