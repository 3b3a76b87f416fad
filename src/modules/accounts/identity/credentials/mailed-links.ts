import { LockMode } from "@mikro-orm/core";
import { linkRequested } from "../../../../events/link-requested.event.js";
import { badInput } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { equalInConstantTime, type Secrets } from "../../../../platform/security/secrets.js";
import { MailedLink, type LinkPurpose } from "./mailed-link.entity.js";

const HOUR_MS = 60 * MINUTE_MS;

/** Lifetime of the links, and their path in the web application. */
const LINKS: Record<LinkPurpose, { ttlMs: number; path: string }> = {
  VERIFY_EMAIL: { ttlMs: 72 * HOUR_MS, path: "/verify-email" },
  RESET_PASSWORD: { ttlMs: HOUR_MS, path: "/reset-password" },
  CHANGE_EMAIL: { ttlMs: 24 * HOUR_MS, path: "/confirm-email-change" },
  UNDO_EMAIL_CHANGE: { ttlMs: 7 * 24 * HOUR_MS, path: "/undo-email-change" },
};

export interface MailedLinks {
  /** Creates the link in the caller's transaction, for a mail that is sent anyway. */
  prepare(em: EntityManager, purpose: LinkPurpose, email: string, userId?: string): MailedLink;
  /** Like `prepare`, and requests the mail. */
  order(em: EntityManager, purpose: LinkPurpose, email: string, userId?: string): MailedLink;
  /** URL for the mail. The token is in the fragment, which neither servers nor referrers see. */
  urlOf(link: Pick<MailedLink, "id" | "purpose">): string;
  /** Locks and returns the link, in the caller's transaction; the caller sets `usedAt`. BAD_USER_INPUT names `input.token`. */
  take(em: EntityManager, purpose: LinkPurpose, token: string): Promise<MailedLink>;
  /** True if the server issued the token. Needs no database query. */
  isGenuine(purpose: LinkPurpose, token: string): boolean;
}

export function createMailedLinks({ secrets, env }: { secrets: Secrets; env: { WEB_URL: string } }): MailedLinks {
  const macOf = (purpose: LinkPurpose, id: string) => secrets.mac("mailed-link", `${purpose}:${id}`);

  const idOf = (purpose: LinkPurpose, token: string): string | null => {
    const [, id, mac] = /^([0-9a-f]{32})([\w-]{43})$/.exec(token.trim()) ?? [];
    if (!id || !mac) return null;
    const uuid = id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    return isId(uuid) && equalInConstantTime(macOf(purpose, uuid), Buffer.from(mac, "base64url")) ? uuid : null;
  };

  const prepare: MailedLinks["prepare"] = (em, purpose, email, userId) => {
    const link = Object.assign(new MailedLink(), { purpose, email: email.toLowerCase(), userId: userId ?? null });
    link.expiresAt = new Date(link.createdAt.getTime() + LINKS[purpose].ttlMs);
    em.persist(link);
    return link;
  };

  return {
    prepare,

    order(em, purpose, email, userId) {
      const link = prepare(em, purpose, email, userId);
      announce(em, linkRequested, { linkId: link.id });
      return link;
    },

    urlOf: ({ id, purpose }) =>
      `${env.WEB_URL}${LINKS[purpose].path}#token=${id.replaceAll("-", "")}${macOf(purpose, id).toString("base64url")}`,

    isGenuine: (purpose, token) => idOf(purpose, token) !== null,

    async take(em, purpose, token) {
      const id = idOf(purpose, token);
      const link = id && (await em.findOne(MailedLink, { id, purpose }, { lockMode: LockMode.PESSIMISTIC_WRITE }));
      if (!link || link.usedAt || link.expiresAt <= new Date()) throw stale();
      return link;
    },
  };
}

/** The same error for unknown, used and expired links. */
export function stale() {
  return badInput("input.token", "This link is invalid or no longer valid. Request a new one.", "WRONG");
}
