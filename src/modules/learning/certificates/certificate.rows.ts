import { isAdmin } from "../../../access/policy.js";
import type { SignedIn, Viewer } from "../../../access/viewer.js";
import { notFound } from "../../../kernel/errors.js";
import { isId } from "../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";

export interface CertificateRow {
  id: string;
  code: string;
  userId: string;
  trackId: string;
  learnerName: string;
  accountName: string;
  trackTitle: string;
  completedAt: Date;
  issuedAt: Date;
  revokedAt: Date | null;
  revocationReason: string | null;
}

/** Of certificates `c`. */
export const CERTIFICATE_COLUMNS = `c.id, c.code, c.user_id as "userId", c.track_id as "trackId", c.learner_name as "learnerName",
  c.account_name as "accountName", c.track_title as "trackTitle", c.completed_at as "completedAt", c.issued_at as "issuedAt",
  c.revoked_at as "revokedAt", c.revocation_reason as "revocationReason"`;

/** Its learner and admins. Everyone else needs the code. */
export function mayManageCertificate(viewer: Viewer, { userId }: Pick<CertificateRow, "userId">): boolean {
  return viewer !== null && (viewer.id === userId || isAdmin(viewer));
}

/** Undefined if nobody has this code. The code is in its stored form. */
export async function certificateByCode(em: EntityManager, code: string): Promise<CertificateRow | undefined> {
  return (await rows<CertificateRow>(em, `select ${CERTIFICATE_COLUMNS} from certificates c where c.code = ?`, [code]))[0];
}

/** Checks no permission. */
export function certificatesById(em: EntityManager, ids: readonly string[]): Promise<CertificateRow[]> {
  return rows(em, `select ${CERTIFICATE_COLUMNS} from certificates c where c.id in (?)`, [ids]);
}

/** NOT_FOUND if it does not exist, or is neither the viewer's nor is the viewer an admin. */
export async function readCertificate(em: EntityManager, viewer: SignedIn, id: string): Promise<CertificateRow> {
  const [row] = isId(id) ? await certificatesById(em, [id]) : [];
  if (!row || !mayManageCertificate(viewer, row)) throw notFound("certificate");
  return row;
}
