import { isId } from "../../../../kernel/ids.js";
import type { Topic } from "../../../../platform/redis/topics.js";

/** Published when sessions or API tokens of an account end, or when the account changes: its sockets close. */
export interface AccountSignal {
  userId: string;
  /** Affected sessions and API tokens; null for all of the account. */
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

/** The topic's only key; all API processes subscribe to it. */
export const ALL = "all";
