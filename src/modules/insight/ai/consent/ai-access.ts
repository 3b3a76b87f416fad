/** Who may use AI, and for what. */
import { organizationRoleOf, isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import type { AiProvider } from "../../../../platform/ai/provider.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import type { Settings } from "../../../base/settings/settings.service.js";
import { aiEnabled } from "../ai-settings.js";

export interface AiAccess {
  /** Null without a provider, or while admins have switched AI off. */
  available(): AiProvider | null;
  /** AI_UNAVAILABLE without a provider, or while admins have switched AI off. */
  provider(): AiProvider;
  /** AI_CONSENT_REQUIRED. */
  expectConsent(em: EntityManager, viewer: SignedIn): Promise<void>;
  /** FORBIDDEN if one of them, or one of the viewer's organizations, has switched AI off. */
  expectOrganizations(em: EntityManager, viewer: SignedIn, ids: readonly (string | null)[]): Promise<void>;
  consentOf(em: EntityManager, userId: string): Promise<Date | null>;
  /** Without consent, requests that have not ended are cancelled. */
  setConsent(viewer: SignedIn, given: boolean): Promise<Date | null>;
  /** For owners and managers, and admins. FORBIDDEN for other members, NOT_FOUND for others. */
  setOrganization(viewer: SignedIn, organizationId: string, enabled: boolean, address: string): Promise<void>;
}

interface Dependencies {
  db: Database;
  ai: AiProvider | null;
  settings: Settings;
  /** Within the transaction. */
  cancelAll(em: EntityManager, userId: string): Promise<void>;
}

export function createAiAccess({ db, ai, settings, cancelAll }: Dependencies): AiAccess {
  const consentOf = async (em: EntityManager, userId: string) =>
    (await rows<{ givenAt: Date }>(em, `select given_at as "givenAt" from ai_consents where user_id = ?`, [userId]))[0]?.givenAt ?? null;

  return {
    available: () => (settings.get(aiEnabled) ? ai : null),

    provider() {
      if (!ai) throw new AppError("AI_UNAVAILABLE", "This installation has no AI.");
      if (!settings.get(aiEnabled)) throw new AppError("AI_UNAVAILABLE", "AI is switched off at the moment.");
      return ai;
    },

    async expectConsent(em, viewer) {
      if (await consentOf(em, viewer.id)) return;
      throw new AppError("AI_CONSENT_REQUIRED", "Agree first that your texts and code are sent to the AI provider.");
    },

    async expectOrganizations(em, viewer, given) {
      const ids = [...(viewer.memberships ?? []).map(({ organizationId }) => organizationId), ...given.filter((id) => id !== null)];
      if (ids.length === 0) return;
      const off = await rows(em, "select 1 from organizations_without_ai where organization_id in (?) limit 1", [ids]);
      if (off.length > 0) throw new AppError("FORBIDDEN", "An organization has switched AI off for its members and its content.");
    },

    consentOf,

    setConsent: (viewer, given) =>
      db.transaction(async (tx) => {
        if (given) await tx.execute("insert into ai_consents (user_id) values (?) on conflict do nothing", [viewer.id]);
        else {
          await tx.execute("delete from ai_consents where user_id = ?", [viewer.id]);
          await cancelAll(tx, viewer.id);
        }
        return consentOf(tx, viewer.id);
      }),

    async setOrganization(viewer, organizationId, enabled, address) {
      const role = organizationRoleOf(viewer, organizationId);
      if (!isAdmin(viewer) && role === null) throw notFound("organization");
      if (!isAdmin(viewer) && role !== "OWNER" && role !== "MANAGER")
        throw new AppError("FORBIDDEN", "Only owners and managers of the organization can switch AI off or on.");
      await db.transaction(async (tx) => {
        const [organization] = await rows(tx, "select 1 from organizations where id = ? for key share", [organizationId]);
        if (!organization) throw notFound("organization");
        const changed = enabled
          ? await rows(tx, "delete from organizations_without_ai where organization_id = ? returning 1", [organizationId])
          : await rows(tx, "insert into organizations_without_ai (organization_id) values (?) on conflict do nothing returning 1", [
              organizationId,
            ]);
        if (changed.length === 0) return;
        record(tx, {
          ...{ actorId: viewer.id, action: "organization.ai-changed", subject: { type: "organization", id: organizationId }, address },
          details: { enabled },
        });
      });
    },
  };
}
