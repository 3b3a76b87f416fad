import { forgetAddresses } from "../../base/audit/forget-addresses.js";
import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

const removed = (part: string) => ({ export: part, deletion: "removed" }) as const;
/** Excluded from the archive. */
const secret = (why: string) => ({ export: { not: why }, deletion: "removed" }) as const;

/** Digests, keys and codes are never exported. */
export const identityPersonalData: PersonalData = {
  columns: {
    "sessions.user_id": removed("sessions"),
    "sessions.impersonator_id": secret("It belongs to another account; your actions in it are in `activity`."),
    "known_devices.user_id": removed("known-devices"),
    "api_tokens.user_id": removed("api-tokens"),
    "linked_providers.user_id": removed("sign-in-providers"),
    "two_factors.user_id": removed("two-factor"),
    "recovery_codes.user_id": secret("Each one allows signing in."),
    "mailed_links.user_id": secret("Removed within days; contains no more than its mail."),
    "role_requests.user_id": removed("role-requests"),
    "role_requests.decided_by_id": {
      export: { not: "It concerns another account; your decision is in `activity`." },
      deletion: { kept: "It belongs to the account that made the request." },
    },
  },
  exports: [
    listOfRows({
      name: "sessions",
      description: "Where you signed in, as far back as it is kept.",
      select: `s.id, s.method, s.user_agent as "userAgent", s.address, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
        s.expires_at as "expiresAt", s.ended_at as "endedAt", s.ended_by as "endedBy"`,
      // Excludes impersonation sessions: their addresses are the admin's personal data.
      from: "from sessions s where s.impersonator_id is null and s.user_id = ?",
      key: "s.id",
    }),
    listOfRows({
      name: "known-devices",
      description: "Browsers and networks from which your account was used; you are notified of sign-ins from others.",
      select: `d.device, d.network, d.last_used_at as "lastUsedAt"`,
      from: "from known_devices d where d.user_id = ?",
      key: "(d.device || ' ' || d.network)",
      before: "",
    }),
    listOfRows({
      name: "api-tokens",
      description: "Your API tokens, without their secrets.",
      select: `t.id, t.name, t.hint, t.scopes, t.created_at as "createdAt", t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt",
        t.revoked_at as "revokedAt"`,
      from: "from api_tokens t where t.user_id = ?",
      key: "t.id",
    }),
    listOfRows({
      name: "sign-in-providers",
      description: "Identities at other services that sign in to your account.",
      select: `p.id, p.provider, p.issuer, p.subject, p.created_at as "createdAt", p.last_used_at as "lastUsedAt"`,
      from: "from linked_providers p where p.user_id = ?",
      key: "p.id",
    }),
    listOfRows({
      name: "two-factor",
      description: "When two-factor authentication was enabled; empty if it is off.",
      select: `f.enabled_at as "enabledAt"`,
      from: "from two_factors f where f.enabled_at is not null and f.user_id = ?",
      key: "f.user_id",
    }),
    listOfRows({
      name: "role-requests",
      description: "Roles you requested, and the decisions.",
      select: `r.id, r.role, r.reason, r.status, r.comment, r.decided_at as "decidedAt", r.created_at as "createdAt"`,
      from: "from role_requests r where r.user_id = ?",
      key: "r.id",
    }),
  ],
  erasures: [
    {
      // Addresses in audit entries without an actor at the account's sessions, such as the use of a stolen token.
      name: "network addresses of sessions",
      step: (em, userId) =>
        forgetAddresses(em, "actor_id is null and subject_type = 'session' and subject_id in (select id from sessions where user_id = ?)", [
          userId,
        ]),
    },
    removal("sessions"),
    removal("sessions", "impersonator_id"),
    removal("known_devices"),
    removal("api_tokens"),
    removal("linked_providers"),
    removal("recovery_codes"),
    removal("two_factors"),
    removal("mailed_links"),
    removal("role_requests"),
  ],
};
