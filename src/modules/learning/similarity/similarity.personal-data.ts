import { removal, type PersonalData } from "../../contracts/personal-data.js";

const EVIDENCE = "An assessment of work of two people for their teachers: the part of the account is in `submissions`.";

export const similarityPersonalData: PersonalData = {
  columns: {
    "code_fingerprints.user_id": { export: { not: "Derived from `submissions`." }, deletion: "removed" },
    "similar_pairs.first_user_id": { export: { not: EVIDENCE }, deletion: "removed" },
    "similar_pairs.second_user_id": { export: { not: EVIDENCE }, deletion: "removed" },
  },
  erasures: [removal("similar_pairs", "first_user_id"), removal("similar_pairs", "second_user_id"), removal("code_fingerprints")],
};
