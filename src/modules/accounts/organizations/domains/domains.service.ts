import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, conflictOf, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { HOUR_MS } from "../../../../kernel/units.js";
import { rows, violatedUnique, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { TxtRecords } from "../../../../platform/dns/txt-records.js";
import type { RateLimit, RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { DOMAINS_MAX } from "../organization-limits.js";
import { expectToRun, organizationToRun } from "../organization.rows.js";
import { noteOf } from "../organizations.service.js";
import { newDomainToken, readDomain, recordName, recordValue } from "./domain-name.js";
import { DOMAIN_COLUMNS, type DomainRow } from "./domain.rows.js";

export interface DomainsService {
  /** Unverified. CONFLICT if the organization has it already, or too many. */
  add(viewer: SignedIn, input: { organizationId: string; domain: string }, address: string): Promise<DomainRow>;
  /**
   * Looks for the record. CONFLICT if it is not there, or another organization has verified the domain; SERVICE_UNAVAILABLE if the name
   * server does not answer. Repeating it checks a verified domain again, without effect if the record is gone.
   */
  verify(viewer: SignedIn, id: string, address: string): Promise<DomainRow>;
  update(viewer: SignedIn, input: { id: string; autoJoin: boolean }, address: string): Promise<DomainRow>;
  remove(viewer: SignedIn, id: string, address: string): Promise<void>;
}

const CHECKS: RateLimit = { name: "organization-domain-checks", most: 60, windowMs: HOUR_MS };

interface Dependencies {
  db: Database;
  limiter: RateLimiter;
  txtRecords: TxtRecords;
  log: Logger;
}

export function createDomainsService({ db, limiter, txtRecords, log }: Dependencies): DomainsService {
  const domainOf = async (em: EntityManager, id: string): Promise<DomainRow> => {
    const [row] = await rows<DomainRow>(em, `select ${DOMAIN_COLUMNS} from organization_domains d where d.id = ?`, [id]);
    if (!row) throw notFound("domain");
    return row;
  };
  /** Read again after the organization's row is locked. Hidden from members who do not run the organization. */
  const heldDomain = async (em: EntityManager, viewer: SignedIn, id: string): Promise<DomainRow> => {
    const { organizationId } = await domainOf(em, id);
    const hidden = (error: unknown) => {
      throw error instanceof AppError && error.code === "FORBIDDEN" ? notFound("domain") : error;
    };
    if (!(await nullIfNotFound(organizationToRun(em, viewer, organizationId).catch(hidden)))) throw notFound("domain");
    return domainOf(em, id);
  };

  return {
    async add(viewer, { organizationId, domain: typed }, address) {
      const domain = readDomain(typed)!;
      return db
        .transaction(async (tx) => {
          expectToRun(await organizationToRun(tx, viewer, organizationId));
          const sql = "select count(*)::int as count from organization_domains where organization_id = ?";
          const [{ count } = { count: 0 }] = await rows<{ count: number }>(tx, sql, [organizationId]);
          if (count >= DOMAINS_MAX) throw new AppError("CONFLICT", `An organization has at most ${DOMAINS_MAX} domains.`);
          const id = newId();
          await tx.execute("insert into organization_domains (id, organization_id, domain, token) values (?, ?, ?, ?)", [
            ...[id, organizationId, domain, newDomainToken()],
          ]);
          noteOf(viewer, address)(tx, "domain-added", organizationId, { domain });
          return domainOf(tx, id);
        })
        .catch((error: unknown) => {
          if (violatedUnique(error) !== "organization_domains_domain_unique") throw error;
          throw conflictOf("input.domain", "The organization has this domain already.");
        });
    },

    async verify(viewer, id, address) {
      // Checked first: nobody makes the server ask for domains of others. No transaction is held while the name server is asked.
      const { domain, token } = await db.transaction((tx) => heldDomain(tx, viewer, id));
      const refused = await limiter.take(CHECKS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${CHECKS.most} checks of domains an hour.`, refused);
      const values = await txtRecords(recordName(domain)).catch((error: unknown) => {
        log.warn({ err: error }, "domain not checked");
        throw new AppError("SERVICE_UNAVAILABLE", "The name server of the domain does not answer. Try again later.", {
          retryAfterMs: 60_000,
        });
      });
      if (!values.includes(recordValue(token))) {
        const message = `There is no TXT record ${recordName(domain)} with the expected value yet. New records may take hours to be seen.`;
        throw new AppError("CONFLICT", message);
      }
      return db
        .transaction(async (tx) => {
          const { organizationId, verifiedAt } = await heldDomain(tx, viewer, id);
          await tx.execute(
            "update organization_domains set verified_at = coalesce(verified_at, now()), checked_at = now(), missing_since = null where id = ?",
            [id],
          );
          if (!verifiedAt) noteOf(viewer, address)(tx, "domain-verified", organizationId, { domain });
          return domainOf(tx, id);
        })
        .catch((error: unknown) => {
          if (violatedUnique(error) !== "organization_domains_verified_unique") throw error;
          throw new AppError("CONFLICT", "Another organization has verified this domain.");
        });
    },

    update: (viewer, { id, autoJoin }, address) =>
      db.transaction(async (tx) => {
        const { organizationId, domain } = await heldDomain(tx, viewer, id);
        await tx.execute("update organization_domains set auto_join = ? where id = ?", [autoJoin, id]);
        noteOf(viewer, address)(tx, "domain-updated", organizationId, { domain, autoJoin });
        return domainOf(tx, id);
      }),

    remove: (viewer, id, address) =>
      db.transaction(async (tx) => {
        const { organizationId, domain } = await heldDomain(tx, viewer, id);
        await tx.execute("delete from organization_domains where id = ?", [id]);
        noteOf(viewer, address)(tx, "domain-removed", organizationId, { domain });
      }),
  };
}
