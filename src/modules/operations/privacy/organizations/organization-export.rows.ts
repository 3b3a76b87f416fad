import type { DataExportStatus } from "../export/data-export.entity.js";

export interface OrganizationExportRow {
  id: string;
  organizationId: string;
  status: DataExportStatus;
  attempt: number;
  done: number;
  total: number;
  sizeBytes: number | null;
  createdAt: Date;
  finishedAt: Date | null;
  expiresAt: Date | null;
}

export const ORGANIZATION_EXPORT_COLUMNS = `e.id, e.organization_id as "organizationId", e.status, e.attempt, e.done, e.total,
  e.size_bytes as "sizeBytes", e.created_at as "createdAt", e.finished_at as "finishedAt", e.expires_at as "expiresAt"`;

/** Of those who own the organization. Takes the viewer's id. */
export const FROM_EXPORTS_OF_OWNER = `from organization_exports e
  join organization_members vm on vm.organization_id = e.organization_id and vm.user_id = ? and vm.role = 'OWNER'`;

/** Key prefix of all archives of organizations. */
export const ORGANIZATION_ARCHIVES = "organization-archives/";

/** One object per attempt, so that attempts do not overwrite each other. */
export const organizationArchiveKey = (exportId: string, attempt: number): string => `${ORGANIZATION_ARCHIVES}${exportId}/${attempt}.zip`;
