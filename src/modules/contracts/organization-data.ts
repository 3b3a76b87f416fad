import type { Erasure, ExportPart, Fate } from "./personal-data.js";

/**
 * A module's data of organizations: what the archive of an organization contains, and what happens to it when the organization is deleted.
 * organization-data.test.ts fails for undeclared columns that refer to organizations.
 */
export interface OrganizationData {
  /** By `table.column`: every column that names an organization. */
  columns: Readonly<Record<string, Fate>>;
  /** Their reader's owner is the organization. */
  exports?: readonly ExportPart[];
  /** Higher modules first. Their owner is the organization, which is suspended meanwhile. */
  erasures?: readonly Erasure[];
}
