import type { OrganizationRole, SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, fieldErrors, notFound } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import { newId } from "../../../../kernel/ids.js";
import { HOUR_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { RateLimit, RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { OpenIdError, type OpenId, type OpenIdFault } from "../../../../platform/security/openid.js";
import type { Secrets } from "../../../../platform/security/secrets.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { SessionsService } from "../../identity/sessions/sessions.service.js";
import { readDomain } from "../domains/domain-name.js";
import { currentOrganization, expectActive, expectToOwn, readOrganization, type OrganizationRow } from "../organization.rows.js";
import { noteOf } from "../organizations.service.js";
import { expectIssuer, providerOf, sealSecret } from "./sign-on-provider.js";
import { SIGN_ON_COLUMNS, type LiveSignOn, type SignOnRow } from "./sign-on.rows.js";

export interface SignOnSettings {
  organizationId: string;
  issuer: string;
  clientId: string;
  /** Undefined keeps it; null: a public client. */
  clientSecret?: string | null;
  domains: readonly string[];
  defaultRole?: OrganizationRole;
  enabled?: boolean;
  enforced?: boolean;
}

export type SignOnFault = OpenIdFault | "UNREACHABLE" | "CLOSED_ADDRESS";

export interface SignOnConfigService {
  /** For owners in a session. Creates or replaces. BAD_USER_INPUT, CONFLICT unless the organization is active. */
  set(viewer: SignedIn, settings: SignOnSettings, address: string): Promise<SignOnRow>;
  /** Reads the provider's documents; no faults: `testedAt` is set. NOT_FOUND without a configuration, RATE_LIMITED. */
  test(viewer: SignedIn, organizationId: string): Promise<{ signOn: SignOnRow; faults: SignOnFault[] }>;
  /** Ends the sessions that it started, in every state of the organization. Returns the id of the configuration. */
  remove(viewer: SignedIn, organizationId: string, address: string): Promise<string>;
}

const TESTS: RateLimit = { name: "organization-sign-on-tests", most: 30, windowMs: HOUR_MS };

interface Dependencies {
  db: Database;
  env: { SSO_ISSUERS: "public" | "any" };
  secrets: Secrets;
  openId: OpenId;
  sessions: SessionsService;
  limiter: RateLimiter;
  log: Logger;
}

export function createSignOnConfigService({ db, env, secrets, openId, sessions, limiter, log }: Dependencies): SignOnConfigService {
  const rowOf = async (em: EntityManager, organizationId: string): Promise<SignOnRow> => {
    const [row] = await rows<SignOnRow>(em, `select ${SIGN_ON_COLUMNS} from organization_sign_ons s where s.organization_id = ?`, [
      organizationId,
    ]);
    if (!row) throw notFound("single sign-on");
    return row;
  };

  return {
    async set(viewer, settings, address) {
      const { organizationId, issuer, clientId, clientSecret, defaultRole = "LEARNER", enabled = true, enforced = false } = settings;
      expectIssuer(issuer, "input.issuer", env.SSO_ISSUERS === "any");
      if (defaultRole === "OWNER") throw badInput("input.defaultRole", "New members never become owners.", "INVALID_VALUE");
      return db.transaction(async (tx) => {
        const organization = await currentOrganization(tx, viewer, organizationId);
        expectOwner(organization);
        expectActive(organization);
        const domains = await chooseDomains(tx, organizationId, settings.domains);
        const sealed = typeof clientSecret === "string" ? sealSecret(secrets, clientSecret) : null;
        // A kept secret is not sent to another provider.
        await tx.execute(
          `insert into organization_sign_ons (id, organization_id, issuer, client_id, sealed_secret, default_role, enabled, enforced)
           values (?, ?, ?, ?, ?, ?, ?, ?)
           on conflict (organization_id) do update set issuer = excluded.issuer, client_id = excluded.client_id,
             sealed_secret = case when ? and organization_sign_ons.issuer = excluded.issuer then organization_sign_ons.sealed_secret
               else excluded.sealed_secret end,
             default_role = excluded.default_role, enabled = excluded.enabled, enforced = excluded.enforced, tested_at = null,
             version = organization_sign_ons.version + 1, updated_at = now()`,
          [newId(), organizationId, issuer, clientId, sealed, defaultRole, enabled, enforced, clientSecret === undefined],
        );
        noteOf(viewer, address)(tx, "single-sign-on-set", organizationId, {
          ...{ issuer, clientId, domains, defaultRole, enabled, enforced, secretChanged: clientSecret !== undefined },
        });
        return rowOf(tx, organizationId);
      });
    },

    async test(viewer, organizationId) {
      const em = db.em.fork();
      expectOwner(await readOrganization(em, viewer, { id: organizationId }));
      const sql = `select s.organization_id as "organizationId", s.version, s.issuer, s.client_id as "clientId", s.sealed_secret as "sealedSecret"
        from organization_sign_ons s where s.organization_id = ?`;
      type Stored = Pick<LiveSignOn, "organizationId" | "version" | "issuer" | "clientId" | "sealedSecret">;
      const [stored] = await rows<Stored>(em, sql, [organizationId]);
      if (!stored) throw notFound("single sign-on");
      const refused = await limiter.take(TESTS, organizationId);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${TESTS.most} tests an hour.`, refused);
      const faults = await openId.inspect(providerOf(secrets, stored)).catch((error: unknown): SignOnFault[] => {
        if (!(error instanceof OpenIdError)) throw error;
        log.info({ organizationId, err: error }, "test of a single sign-on failed");
        return [error.isClosed ? "CLOSED_ADDRESS" : "UNREACHABLE"];
      });
      await em.execute(
        "update organization_sign_ons set tested_at = case when ? then now() end where organization_id = ? and version = ?",
        [...[faults.length === 0, organizationId, stored.version]],
      );
      return { signOn: await rowOf(em, organizationId), faults };
    },

    remove: (viewer, organizationId, address) =>
      db.transaction(async (tx) => {
        expectOwner(await currentOrganization(tx, viewer, organizationId));
        const { id } = await rowOf(tx, organizationId);
        await tx.execute("delete from organization_sign_ons where organization_id = ?", [organizationId]);
        await tx.execute("delete from organization_identities where organization_id = ?", [organizationId]);
        await tx.execute("update organization_domains set single_sign_on = false where organization_id = ? and single_sign_on", [
          organizationId,
        ]);
        const ended = await sessions.endOfOrganization(tx, organizationId, null);
        noteOf(viewer, address)(tx, "single-sign-on-removed", organizationId, { sessions: ended.length });
        return id;
      }),
  };
}

/** An API token reads the account itself; who may sign in to the accounts of others is decided in a session. */
function expectOwner(organization: OrganizationRow): void {
  expectToOwn(organization);
  if (!organization.viewerHasSession) throw new AppError("FORBIDDEN", "Only owners of the organization may do this, in a session.");
}

/** Sets which domains take part; returns their names. BAD_USER_INPUT unless the organization has verified them all. */
async function chooseDomains(em: EntityManager, organizationId: string, typed: readonly string[]): Promise<string[]> {
  const verified = await rows<{ domain: string }>(
    em,
    "select domain from organization_domains where organization_id = ? and verified_at is not null",
    [organizationId],
  );
  const known = new Set(verified.map(({ domain }) => domain));
  const names = typed.map(readDomain);
  const problems = names.flatMap((name, at): FieldProblem[] =>
    name !== null && known.has(name)
      ? []
      : [{ field: `input.domains.${at}`, code: "INVALID_VALUE", message: "The organization has not verified this domain." }],
  );
  if (problems.length > 0) throw fieldErrors(problems);
  await em.execute(
    `update organization_domains set single_sign_on = domain = any(array(select jsonb_array_elements_text(?::jsonb))) where organization_id = ?`,
    [JSON.stringify(names), organizationId],
  );
  return names.filter((name) => name !== null);
}
