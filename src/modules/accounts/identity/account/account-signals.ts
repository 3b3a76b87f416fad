import { isId } from "../../../../kernel/ids.js";
import type { Topic } from "../../../../platform/redis/topics.js";

/** Sessions or API tokens of an account have ended, or the account itself has changed: its sockets close. */
export interface AccountSignal {
  userId: string;
  /** Which sessions and API tokens; null for all of the account. */
  credentialIds: readonly string[] | null;
}

export const accountSignals: Topic<AccountSignal> = {
  name: "account-signals",
  parse(payload) {
    const { userId, credentialIds } = payload as AccountSignal;
    if (!isId(userId) || !(credentialIds === null || (Array.isArray(credentialIds) && credentialIds.every(isId)))) {
      throw new Error("not a signal of an account");
    }
    return { userId, credentialIds };
  },
};

/** All API processes listen to the one key. */
export const ALL = "all";
