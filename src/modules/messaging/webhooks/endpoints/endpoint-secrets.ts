import { newWebhookSecret, webhookKey } from "../../../../platform/security/webhook-signature.js";
import type { Secrets } from "../../../../platform/security/secrets.js";

const PURPOSE = "webhook-secret";

/** A new secret: as it is shown once, and as it is stored. */
export function newSecret(secrets: Pick<Secrets, "seal">): { shown: string; sealed: string } {
  const shown = newWebhookSecret();
  return { shown, sealed: secrets.seal(PURPOSE, shown) };
}

/** The key in a stored secret; null if it was sealed with another TOKEN_SECRET. */
export function keyIn(secrets: Pick<Secrets, "open">, sealed: string): Buffer | null {
  const secret = secrets.open(PURPOSE, sealed);
  return secret === null ? null : webhookKey(secret);
}
