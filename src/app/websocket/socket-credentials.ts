import { accountSignals, ALL, type AccountSignal } from "../../modules/accounts/identity/account/account-signals.topics.js";
import type { Authenticator, Credential } from "../../modules/accounts/identity/sessions/authenticator.js";
import type { Logger } from "../../platform/telemetry/logger.js";
import type { PubSub } from "../../platform/redis/pub-sub.js";
import { CLOSE, type CloseReason, type LiveClient } from "./live-client.js";

export interface CredentialWatch {
  /** Closes the client when the credential ends. */
  add(client: LiveClient, credential: Credential): void;
  close(): void;
}

interface Dependencies {
  pubSub: PubSub;
  authenticator: Authenticator;
  log: Logger;
}

/** How often the database is checked, in case a signal is lost or Redis is unreachable. */
const RECHECK_MS = 30_000;

/**
 * Closes WebSockets and event streams whose session or API token has ended, in whichever process: by signal within milliseconds, and
 * after an outage of Redis by checking all of them with one PostgreSQL statement.
 */
export function watchCredentials({ pubSub, authenticator, log }: Dependencies): CredentialWatch {
  const open = new Map<LiveClient, Credential>();

  const closeWhere = (affected: (credential: Credential) => boolean, why: CloseReason) => {
    for (const [client, credential] of open) if (affected(credential)) client.close(why);
  };
  const onSignal = ({ userId, credentialIds }: AccountSignal) =>
    credentialIds
      ? closeWhere((credential) => credential.userId === userId && credentialIds.includes(credential.id), CLOSE.TOKEN_ENDED)
      : closeWhere((credential) => credential.userId === userId, CLOSE.ACCOUNT_CHANGED);

  const recheck = async () => {
    const ended = await authenticator.ended([...new Set([...open.values()].map(({ id }) => id))]);
    if (ended.size > 0) closeWhere(({ id }) => ended.has(id), CLOSE.TOKEN_ENDED);
  };
  const recheckQuietly = () =>
    void recheck().catch((error: unknown) => log.warn({ err: error }, "credentials of sockets not checked; will be retried"));

  const subscription = pubSub.subscribe(accountSignals, ALL, onSignal);
  subscription.catch((error: unknown) => log.error({ err: error }, "not subscribed to account signals"));
  const forgetReconnect = pubSub.onReconnect(recheckQuietly);
  const timer = setInterval(recheckQuietly, RECHECK_MS);

  return {
    add(client, credential) {
      open.set(client, credential);
      client.endsAt(credential.expiresAt);
      client.onClose(() => open.delete(client));
    },

    close() {
      clearInterval(timer);
      forgetReconnect();
      void subscription.then((unsubscribe) => unsubscribe()).catch(() => undefined);
    },
  };
}
