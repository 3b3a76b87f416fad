import type { SignedIn } from "../../../access/viewer.js";
import { AppError, badInput } from "../../../kernel/errors.js";
import { rows, type Database, type Transaction } from "../../../platform/database/database.js";
import type { CredentialCache } from "../identity/sessions/credential-cache.js";
import type { OrganizationState } from "./organization.entity.js";
import { currentOrganization, expectToOwn, readOrganization, type OrganizationRow } from "./organization.rows.js";
import { noteOf } from "./organizations.service.js";

export interface OrganizationStates {
  /** Archive or restore, for owners. Repeating it changes nothing. CONFLICT while it is suspended. */
  setArchived(viewer: SignedIn, id: string, archived: boolean, address: string): Promise<OrganizationRow>;
  /** For admins. CONFLICT when it is suspended, or archived, already. */
  suspend(viewer: SignedIn, input: { id: string; reason: string }, address: string): Promise<OrganizationRow>;
  /** For admins. CONFLICT when it is not suspended, has no owner, or is being deleted. */
  reinstate(viewer: SignedIn, id: string, address: string): Promise<OrganizationRow>;
  /** For admins. */
  setSeatLimit(viewer: SignedIn, input: { id: string; seatLimit: number | null }, address: string): Promise<OrganizationRow>;
}

/** The memberships of all members begin or cease to count. */
async function changeState(
  tx: Transaction,
  cache: CredentialCache,
  { id, state, reason = "" }: { id: string; state: OrganizationState; reason?: string },
): Promise<void> {
  const sql = "update organizations set state = ?, state_reason = ?, version = version + 1, updated_at = now() where id = ?";
  await tx.execute(sql, [state, reason, id]);
  const members = await rows<{ userId: string }>(tx, `select user_id as "userId" from organization_members where organization_id = ?`, [
    id,
  ]);
  for (const { userId } of members) cache.changed(tx, userId);
}

/** Suspends an organization for good: its data goes next. The organization must be locked. */
export async function closeForDeletion(tx: Transaction, cache: CredentialCache, id: string): Promise<void> {
  await changeState(tx, cache, { id, state: "SUSPENDED", reason: "It is being deleted." });
  await tx.execute("update organizations set deletion_begun = true where id = ?", [id]);
}

export function createOrganizationStates({ db, cache }: { db: Database; cache: CredentialCache }): OrganizationStates {
  const change = async (viewer: SignedIn, id: string, work: (tx: Transaction, row: OrganizationRow) => Promise<void>) => {
    await db.transaction(async (tx) => work(tx, await currentOrganization(tx, viewer, id)));
    return readOrganization(db.em.fork(), viewer, { id });
  };

  return {
    setArchived: (viewer, id, archived, address) =>
      change(viewer, id, async (tx, row) => {
        expectToOwn(row);
        if (row.state === "SUSPENDED") throw new AppError("CONFLICT", "This organization is suspended and read-only.");
        const state = archived ? "ARCHIVED" : "ACTIVE";
        if (row.state === state) return;
        expectOwner(row);
        await changeState(tx, cache, { id, state });
        noteOf(viewer, address)(tx, archived ? "archived" : "restored", id);
      }),

    suspend: (viewer, { id, reason }, address) =>
      change(viewer, id, async (tx, { state }) => {
        if (state !== "ACTIVE") throw new AppError("CONFLICT", `This organization is already ${state.toLowerCase()}.`);
        await changeState(tx, cache, { id, state: "SUSPENDED", reason });
        noteOf(viewer, address)(tx, "suspended", id, { reason });
      }),

    reinstate: (viewer, id, address) =>
      change(viewer, id, async (tx, row) => {
        if (row.state !== "SUSPENDED") throw new AppError("CONFLICT", "This organization is not suspended.");
        if (row.deletionBegun) throw new AppError("CONFLICT", "This organization is being deleted. That cannot be stopped any more.");
        expectOwner(row);
        await changeState(tx, cache, { id, state: "ACTIVE" });
        noteOf(viewer, address)(tx, "reinstated", id);
      }),

    setSeatLimit: (viewer, { id, seatLimit }, address) =>
      change(viewer, id, async (tx, row) => {
        const sql = `select seat_limit as "before", organization_seats(id, ?::int) as total from organizations where id = ?`;
        const [seats] = await rows<{ before: number | null; total: number | null }>(tx, sql, [seatLimit, id]);
        const missing = seatLimit === null ? 0 : row.seatsUsed - seats!.total!;
        if (seatLimit !== null && missing > 0) {
          const message = `The organization has ${row.seatsUsed} members.`;
          throw badInput("input.seatLimit", message, "OUT_OF_RANGE", { minimum: seatLimit + missing, actual: seatLimit });
        }
        await tx.execute("update organizations set seat_limit = ?, updated_at = now() where id = ?", [seatLimit, id]);
        noteOf(viewer, address)(tx, "seats-set", id, { from: seats!.before, to: seatLimit });
      }),
  };
}

function expectOwner({ ownerCount }: OrganizationRow): void {
  if (ownerCount === 0) throw new AppError("CONFLICT", "This organization has no owner. Make a member owner first.");
}
