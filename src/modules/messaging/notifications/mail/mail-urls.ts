import { isId } from "../../../../kernel/ids.js";
import { sameBytes, type Secrets } from "../../../../platform/security/secrets.js";

/** What can be unsubscribed from: a kind of notification by its name, or the digest. */
export const DIGEST_SCOPE = "digest";

export interface Unsubscription {
  userId: string;
  /** Name of a kind, or DIGEST_SCOPE. */
  scope: string;
}

/** Addresses that mails lead to. */
export interface MailUrls {
  /** In the web application, which leads on to the subject. */
  notification(id: string): string;
  notifications(): string;
  /** At this API: works without signing in, for as long as the mail is kept. */
  unsubscribe(unsubscription: Unsubscription): string;
  /** Null for a token that was not made here. */
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
  const api = () => env.PUBLIC_URL || `http://${env.HOST}:${env.PORT}`;

  return {
    notification: (id) => `${env.WEB_URL}/notifications/${id}`,
    notifications: () => `${env.WEB_URL}/notifications`,

    unsubscribe({ userId, scope }) {
      const token = `${userId.replaceAll("-", "")}.${scope}.${macOf(userId, scope).toString("base64url")}`;
      return `${api()}/unsubscribe?token=${token}`;
    },

    read(token) {
      const [, hex, scope, mac] = TOKEN.exec(token) ?? [];
      if (!hex || !scope || !mac) return null;
      const userId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
      return isId(userId) && sameBytes(Buffer.from(mac, "base64url"), macOf(userId, scope)) ? { userId, scope } : null;
    },
  };
}
