import { LockMode } from "@mikro-orm/core";
import { accountSecurityChanged } from "../../../../events/account-security-changed.event.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { OpenIdIdentity } from "../../../../platform/security/openid.js";
import { record } from "../../../base/audit/record.js";
import type { Settings } from "../../../base/settings/settings.service.js";
import { User } from "../../../base/users/user.entity.js";
import { isEmailAddress } from "../../identity/credentials/email-address.js";
import type { ProviderAccounts } from "../../identity/providers/provider-accounts.js";
import type { Client } from "../../identity/sessions/sessions.service.js";
import { expectOpenRegistration } from "../../identity/sign-in/registration.js";
import { domainOf } from "../domains/domain-name.js";
import { noSeat, tooManyMemberships, type Memberships } from "../members/memberships.js";
import { SUBJECT_MAX } from "../organization-limits.js";
import { lockOrganization } from "../organization.rows.js";
import { liveSignOn, type LiveSignOn } from "./sign-on.rows.js";

export interface SignOnAccounts {
  /**
   * The account of an identity that the organization's provider has confirmed, as a member: the linked one, the one with the same address, or a new
   * one. All in the caller's transaction.
   *
   * The provider must confirm an address at a verified domain of the organization (`email_verified`; a missing claim counts as false), and the
   * account's own address must be at one: an organization signs in to no account whose mailbox it does not control. FORBIDDEN otherwise, and for
   * accounts of admins of the platform. CONFLICT without a free seat, or if the account belongs to another identity. REGISTRATION_CLOSED.
   */
  userFor(tx: Transaction, organizationId: string, found: OpenIdIdentity, client: Client): Promise<User>;
}

interface Linked {
  id: string;
  userId: string;
  issuer: string;
  subject: string;
}

const LINKED = `select id, user_id as "userId", issuer, subject from organization_identities where organization_id = ?`;

interface Dependencies {
  settings: Settings;
  accounts: ProviderAccounts;
  memberships: Memberships;
}

export function createSignOnAccounts({ settings, accounts, memberships }: Dependencies): SignOnAccounts {
  return {
    async userFor(tx, organizationId, found, client) {
      await lockOrganization(tx, organizationId);
      const config = await liveSignOn(tx, { id: organizationId });
      if (!config) throw new AppError("FORBIDDEN", "The single sign-on of this organization is not available.");
      const email = confirmedAddress(config, found);
      const [known] = await rows<Linked>(tx, `${LINKED} and issuer = ? and subject = ?`, [organizationId, found.issuer, found.subject]);
      const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
      const existing = await tx.findOne(User, known ? { id: known.userId, deletedAt: null } : { email }, lock);
      if (known && !existing) throw new AppError("UNAUTHENTICATED", "The account of this identity is deleted.");
      if (existing) expectOwnAccount(config, existing);
      // `admit` refuses suspended accounts; changes nothing before that.
      if (existing?.suspendedAt) return existing;
      if (known) await tx.execute("update organization_identities set last_used_at = now() where id = ?", [known.id]);
      const user = existing ?? (await newAccount(tx, found, email, client));
      if (!known) await link(tx, config, user, found, { isNew: existing === null, client });
      await join(tx, config, user, client);
      return user;
    },
  };

  async function newAccount(tx: Transaction, found: OpenIdIdentity, email: string, client: Client): Promise<User> {
    expectOpenRegistration(settings);
    const user = await accounts.create(tx, found, email, client);
    // The following statements reference it.
    await tx.flush();
    return user;
  }

  async function link(
    tx: Transaction,
    { organizationId }: LiveSignOn,
    user: User,
    { issuer, subject }: OpenIdIdentity,
    { isNew, client }: { isNew: boolean; client: Client },
  ): Promise<void> {
    const [other] = await rows<Linked>(tx, `${LINKED} and user_id = ?`, [organizationId, user.id]);
    // Addresses are given to new people. The account stays with the person it belongs to, until its membership ends.
    if (other?.issuer === issuer)
      throw new AppError("CONFLICT", "The account with this address belongs to another identity. An owner can remove that member first.");
    if (!user.emailVerifiedAt) await accounts.takeOver(tx, user, client);
    const id = newId();
    await tx.execute(
      `insert into organization_identities (id, organization_id, user_id, issuer, subject) values (?, ?, ?, ?, ?)
       on conflict (organization_id, user_id) do update set id = excluded.id, issuer = excluded.issuer, subject = excluded.subject,
         created_at = now(), last_used_at = now()`,
      [id, organizationId, user.id, issuer, subject],
    );
    const details = { organizationId };
    const { address } = client;
    record(tx, { actorId: user.id, action: "account.single-sign-on-linked", subject: { type: "user", id: user.id }, address, details });
    if (!isNew) announce(tx, accountSecurityChanged, { userId: user.id, change: "PROVIDER_LINKED", about: id });
  }

  async function join(
    tx: Transaction,
    { organizationId, defaultRole }: LiveSignOn,
    { id: userId }: User,
    { address }: Client,
  ): Promise<void> {
    await tx.flush();
    const added = await memberships.add(tx, organizationId, [{ userId, role: defaultRole }], "SSO");
    if (added === "FULL") throw noSeat();
    if (added === "CROWDED") throw tooManyMemberships();
    if (added.length === 0) return;
    const subject = { type: "organization", id: organizationId };
    record(tx, {
      actorId: userId,
      action: "organization.member-joined",
      subject,
      address,
      details: { userId, role: defaultRole, by: "SSO" },
    });
  }
}

function confirmedAddress({ domains }: LiveSignOn, { subject, email: given, emailVerified }: OpenIdIdentity): string {
  const email = given?.toLowerCase() ?? null;
  if (!email || !isEmailAddress(email))
    throw new AppError(
      "FORBIDDEN",
      "The provider of your organization sent no e-mail address. Its administrator must add the claim `email`.",
    );
  if (!emailVerified) {
    const message =
      "The provider of your organization has not confirmed your e-mail address. Its administrator must send `email_verified`.";
    throw new AppError("FORBIDDEN", message);
  }
  if (!domains.includes(domainOf(email)))
    throw new AppError("FORBIDDEN", "Your e-mail address is not at a domain for which this organization has single sign-on.");
  if (subject.length > SUBJECT_MAX || subject.includes("\0")) throw new AppError("FORBIDDEN", "The provider sent an invalid subject.");
  return email;
}

function expectOwnAccount({ domains }: LiveSignOn, { email, role }: User): void {
  if (!email || !domains.includes(domainOf(email)))
    throw new AppError("FORBIDDEN", "Your account has an e-mail address elsewhere, so this organization cannot sign in to it.");
  if (role === "ADMIN" || role === "SYSTEM_ADMIN")
    throw new AppError("FORBIDDEN", "Admins do not sign in through an organization. Sign in another way.");
}
