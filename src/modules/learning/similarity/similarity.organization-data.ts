import type { OrganizationData } from "../../contracts/organization-data.js";
import { statement } from "../../contracts/personal-data.js";

const PRIVATE = "select p.id from problems p where p.organization_id = ? and p.visibility = 'ORGANIZATION'";

export const similarityOrganizationData: OrganizationData = {
  columns: {},
  erasures: [
    statement(
      "similar pairs at private problems",
      `delete from similar_pairs where id = any(array(select s.id from similar_pairs s where s.problem_id in (${PRIVATE}) limit 500))`,
    ),
    statement(
      "fingerprints at private problems",
      `delete from code_fingerprints where ctid = any(array(select f.ctid from code_fingerprints f where f.problem_id in (${PRIVATE}) limit 500))`,
    ),
  ],
};
