import { decide } from "../../../access/policy.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import type { Module } from "../../contracts/module.js";
import { EntitlementGrant } from "./entitlement.entity.js";
import { entitlementExpiredNotification } from "./entitlement-expired.notification.js";
import { sharedEntitlements } from "./entitlement-names.js";
import { EntitlementResolver } from "./entitlement.resolver.js";
import { entitlementsPermissions } from "./entitlements.permissions.js";
import { entitlementsOrganizationData } from "./entitlements.organization-data.js";
import { entitlementsPersonalData } from "./entitlements.personal-data.js";
import { createEntitlementsService, holdersOf, type EntitlementsService } from "./entitlements.service.js";
import { startExpiryRound } from "./expiry-round.js";

declare module "../../contracts/module.js" {
  interface Services {
    entitlements: EntitlementsService;
  }
}

/** No retention rule: a few rows for each order. They go with their account. */
export default {
  name: "entitlements",
  exports: ["entitlement.entity", "entitlement.rows", "entitlement.type", "entitlements.service", "organization-holds"],
  entities: [EntitlementGrant],
  permissions: entitlementsPermissions,
  entitlements: sharedEntitlements,
  fieldCosts: { "Query.entitlementKinds": { items: 10 } },
  resolvers: [EntitlementResolver],
  notificationKinds: [entitlementExpiredNotification],
  personalData: entitlementsPersonalData,
  organizationData: entitlementsOrganizationData,

  wire({ db, log }) {
    const entitlements = createEntitlementsService({ db });
    return {
      services: { entitlements },
      resolvers: [new EntitlementResolver(entitlements)],
      nodes: {
        Entitlement: nodesById("entitlement:read", ({ em, signedIn, viewer }, ids) =>
          entitlements.byIds(em, ids, decide(viewer, "entitlement:edit") === "allowed" ? null : holdersOf(signedIn)),
        ),
      },
      workers: [async () => startExpiryRound({ db, log, entitlements })],
    };
  },
} satisfies Module;
