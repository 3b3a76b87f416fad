import { isAdmin } from "../../../access/policy.js";
import type { SearchSource } from "../../contracts/search-source.js";

/** By username and display name only. Suspended accounts are for admins. */
export const userSearchSource: SearchSource = {
  kind: "USER",
  type: "User",
  from: "users u",
  id: "u.id",
  name: "u.username",
  title: "u.display_name",
  vector: "u.search",
  letters: "u.letters",
  visible: (viewer) => ({ sql: `u.deleted_at is null and not u.guest${isAdmin(viewer) ? "" : " and u.suspended_at is null"}`, params: [] }),
  texts: "select null::text as locale, u.display_name as title, u.username as summary, '' as body",
};
