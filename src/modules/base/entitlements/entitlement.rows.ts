import * as z from "zod";
import { grantName } from "../../../access/entitlements.js";
import type { EntitlementSource } from "./entitlement.entity.js";

export interface EntitlementRow {
  id: string;
  key: string;
  userId: string | null;
  organizationId: string | null;
  /** The object that it is for. */
  subjectId: string | null;
  source: EntitlementSource;
  quantity: number;
  validFrom: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  active: boolean;
  createdAt: Date;
}

/** Of grant `e`, on the database's clock. */
export const IS_ACTIVE = "e.revoked_at is null and e.valid_from <= now() and (e.expires_at is null or e.expires_at > now())";

export const ENTITLEMENT_COLUMNS = `e.id, e.key, e.user_id as "userId", e.organization_id as "organizationId", e.subject_id as "subjectId", e.source, e.quantity, e.valid_from as "validFrom",
  e.expires_at as "expiresAt", e.revoked_at as "revokedAt", e.created_at as "createdAt", (${IS_ACTIVE}) as active`;

/** A grant as authentication caches it: times in Unix milliseconds, so that it starts and ends while cached. */
export const heldEntitlement = z.object({
  key: z.string(),
  subject: z.string().nullish(),
  from: z.number(),
  until: z.number().nullable(),
});
export type HeldEntitlement = z.infer<typeof heldEntitlement>;

/**
 * Present and future grants of an account, its own and those of its organizations, as a JSON array of HeldEntitlement. Takes the
 * expressions of its id and of its memberships: see Module.memberships.
 */
export const heldBy = (userId: string, memberships: string) => `(
  select coalesce(json_agg(json_build_object('key', e.key, 'subject', e.subject_id, 'from', trunc(extract(epoch from e.valid_from) * 1000),
    'until', trunc(extract(epoch from e.expires_at) * 1000))), '[]')
  from (select * from entitlements where user_id = ${userId} union all
    select * from entitlements where organization_id in (
      select (joined ->> 'organizationId')::uuid from jsonb_array_elements(${memberships}) joined)) e
  where e.revoked_at is null and (e.expires_at is null or e.expires_at > now()))`;

/** Names of the entitlements that are active now. */
export function activeNames(held: readonly HeldEntitlement[], now = Date.now()): string[] {
  const active = held.filter(({ from, until }) => from <= now && (until === null || now < until));
  return [...new Set(active.map(({ key, subject }) => grantName(key, subject)))];
}
