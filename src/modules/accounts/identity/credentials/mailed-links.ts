import { LockMode } from "@mikro-orm/core";
import { linkRequested } from "../../../../events/link-requested.event.js";
import { badInput } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { sameBytes, type Secrets } from "../../../../platform/security/secrets.js";
import { MailedLink, type LinkPurpose } from "./mailed-link.entity.js";

const HOUR_MS = 60 * MINUTE_MS;

/** How long a link works, and where in the web application it leads. */
const LINKS: Record<LinkPurpose, { ttlMs: number; path: string }> = {
  VERIFY_EMAIL: { ttlMs: 72 * HOUR_MS, path: "/verify-email" },
  RESET_PASSWORD: { ttlMs: HOUR_MS, path: "/reset-password" },
  CHANGE_EMAIL: { ttlMs: 24 * HOUR_MS, path: "/confirm-email-change" },
  UNDO_EMAIL_CHANGE: { ttlMs: 7 * 24 * HOUR_MS, path: "/undo-email-change" },
};

export interface MailedLinks {
  /** Writes the link into the caller's transaction, for a mail that is due anyway. */
  prepare(em: EntityManager, purpose: LinkPurpose, email: string, userId?: string): MailedLink;
  /** The same, with the order to mail it. */
  order(em: EntityManager, purpose: LinkPurpose, email: string, userId?: string): MailedLink;
  /** What the mail says: the token rides behind #, where neither servers nor referrers see it. */
  urlOf(link: Pick<MailedLink, "id" | "purpose">): string;
  /** Takes the link, locked, in the caller's transaction; whoever uses it sets `usedAt`. BAD_USER_INPUT names `input.token`. */
  take(em: EntityManager, purpose: LinkPurpose, token: string): Promise<MailedLink>;
  /** Whether the server made the token: no statement is run for one that it did not. */
  isGenuine(purpose: LinkPurpose, token: string): boolean;
}

export function createMailedLinks({ secrets, env }: { secrets: Secrets; env: { WEB_URL: string } }): MailedLinks {
  const macOf = (purpose: LinkPurpose, id: string) => secrets.mac("mailed-link", `${purpose}:${id}`);

  const idOf = (purpose: LinkPurpose, token: string): string | null => {
    const [, id, mac] = /^([0-9a-f]{32})([\w-]{43})$/.exec(token.trim()) ?? [];
    if (!id || !mac) return null;
    const uuid = id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    return isId(uuid) && sameBytes(macOf(purpose, uuid), Buffer.from(mac, "base64url")) ? uuid : null;
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

/** The same for what never was, was used, or is too old. */
export function stale() {
  return badInput("input.token", "This link is not valid, or not any more. Ask for a new one.", "WRONG");
}
