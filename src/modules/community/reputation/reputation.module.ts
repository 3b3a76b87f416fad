import { EVERY_ROLE } from "../../../access/permissions.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import type { Module } from "../../contracts/module.js";
import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";
import { ReputationEntry, ReputationTotal } from "./reputation.entity.js";
import { reputationEntriesById, ReputationResolver, UserReputationResolver } from "./reputation.resolver.js";

const permissions = { "reputation:read": { roles: EVERY_ROLE, beforeVerification: true } } as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof permissions, true> {}
}

const personalData: PersonalData = {
  columns: {
    "reputation_entries.user_id": { export: "reputation", deletion: "removed" },
    "reputation_totals.user_id": { export: { not: "It is the sum of the entries in `reputation`." }, deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "reputation",
      description: "Changes of your reputation in the forum, line by line.",
      select: `e.id, e.reason, e.subject_id as "subjectId", e.points, e.created_at as "createdAt"`,
      from: "from reputation_entries e where e.user_id = ?",
      key: "e.id",
    }),
  ],
  erasures: [removal("reputation_entries"), removal("reputation_totals")],
};

/** No retention rule: the total is the sum of the ledger. */
export default {
  name: "reputation",
  exports: ["reputation-ledger"],
  entities: [ReputationEntry, ReputationTotal],
  permissions,
  resolvers: [ReputationResolver, UserReputationResolver],
  personalData,
  wire: () => ({
    nodes: {
      ReputationEntry: nodesById("reputation:read", ({ em, signedIn }, ids) => reputationEntriesById(em, signedIn, ids)),
    },
  }),
} satisfies Module;
