import { listOfRows, type PersonalData } from "../../contracts/personal-data.js";
import { forgetAddresses } from "./forget-addresses.js";

const KEPT = { kept: "The audit log keeps who did what. The network address is removed." };

/** Actions by the account itself, not by an impersonating admin. */
const MINE = "(e.actor_id is not distinct from me.id and e.impersonator_id is null)";

/** Actions of others on the account are exported without actor, address and details. */
export const auditPersonalData: PersonalData = {
  columns: {
    "audit_entries.actor_id": { export: "activity", deletion: KEPT },
    "audit_entries.impersonator_id": { export: { not: "Where you acted as someone else, the entry is of that account." }, deletion: KEPT },
    "audit_entries.subject_id": { export: "activity", deletion: KEPT },
  },
  exports: [
    listOfRows({
      name: "activity",
      description: "Security events and changes of your account, by you or by others. Contains only your own network addresses.",
      select: `e.id, e.action, e.subject_type as "subjectType", e.subject_id as "subjectId", ${MINE} as "byYou",
        case when ${MINE} then e.address end as address, case when ${MINE} then e.details end as details,
        e.created_at as "createdAt"`,
      // Two branches, each with its own index.
      from: `from (select ?::uuid as id) me cross join lateral (
          select a.* from audit_entries a where a.actor_id = me.id
          union all
          select a.* from audit_entries a where a.subject_type = 'user' and a.subject_id = me.id and a.actor_id is distinct from me.id
        ) e where true`,
      key: "e.id",
    }),
  ],
  erasures: [
    {
      name: "network addresses in the audit log",
      step: (em, userId) =>
        forgetAddresses(em, "(actor_id = ? or impersonator_id = ? or (actor_id is null and subject_type = 'user' and subject_id = ?))", [
          userId,
          userId,
          userId,
        ]),
    },
  ],
};
