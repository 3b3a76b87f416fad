import { publicUrlOf } from "../../../../config/public-url.js";
import { isId } from "../../../../kernel/ids.js";
import { equalInConstantTime, type Secrets } from "../../../../platform/security/secrets.js";

/** Scope for unsubscribing from the digest; other scopes are names of notification kinds. */
export const DIGEST_SCOPE = "digest";

export interface Unsubscription {
  userId: string;
  /** Name of a kind, or DIGEST_SCOPE. */
  scope: string;
}

/** URLs for mails. */
export interface MailUrls {
  /** In the web application, which redirects to the subject. */
  notification(id: string): string;
  notifications(): string;
  /** At this API. Needs no sign-in and never expires. */
  unsubscribe(unsubscription: Unsubscription): string;
  /** Null for an invalid token. */
  read(token: string): Unsubscription | null;
}

interface Addresses {
  WEB_URL: string;
  PUBLIC_URL: string;
  HOST: string;
  PORT: number;
}

const TOKEN = /^([0-9a-f]{32})\.([a-z0-9-]{1,60})\.([\w-]{43})$/;

export function createMailUrls({ env, secrets }: { env: Addresses; secrets: Secrets }): MailUrls {
  const macOf = (userId: string, scope: string) => secrets.mac("unsubscribe", `${userId}:${scope}`);

  return {
    notification: (id) => `${env.WEB_URL}/notifications/${id}`,
    notifications: () => `${env.WEB_URL}/notifications`,

    unsubscribe({ userId, scope }) {
      const token = `${userId.replaceAll("-", "")}.${scope}.${macOf(userId, scope).toString("base64url")}`;
      return `${publicUrlOf(env)}/unsubscribe?token=${token}`;
    },

    read(token) {
      const [, hex, scope, mac] = TOKEN.exec(token) ?? [];
      if (!hex || !scope || !mac) return null;
      const userId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
      return isId(userId) && equalInConstantTime(Buffer.from(mac, "base64url"), macOf(userId, scope)) ? { userId, scope } : null;
    },
  };
}
