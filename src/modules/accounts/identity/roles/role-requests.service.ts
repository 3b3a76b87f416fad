import { LockMode } from "@mikro-orm/core";
import { isAdmin, mayDecideRoleRequest } from "../../../../access/policy.js";
import type { Role, SignedIn } from "../../../../access/viewer.js";
import { roleRequestDecided } from "../../../../events/role-request-decided.event.js";
import { readConnection, newestFirst, type ListSql } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { violatedUnique, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { record } from "../../../base/audit/record.js";
import { User } from "../../../base/users/user.entity.js";
import type { CredentialCache } from "../sessions/credential-cache.js";
import type { SessionsService } from "../sessions/sessions.service.js";
import type { RoleApprovals } from "./role-approvals.js";
import { RoleRequest, type RoleRequestStatus } from "./role-request.entity.js";

export interface RoleRequestRow {
  id: string;
  userId: string;
  role: Role;
  reason: string;
  status: RoleRequestStatus;
  decidedById: string | null;
  decidedAt: Date | null;
  comment: string;
  createdAt: Date;
}

export interface Decision {
  id: string;
  approve: boolean;
  comment: string;
  /** Created in the same transaction. Only for the approval of a business partner. */
  organization: { name: string; slug: string } | null;
}

export interface RoleRequestsService {
  /** Runs in the caller's transaction if given. CONFLICT if the account already has the role or a pending request. */
  request(account: { id: string; role: Role }, role: Role, reason: string, address: string, joined?: Transaction): Promise<RoleRequestRow>;
  list(em: EntityManager, page: PageArgs, status: RoleRequestStatus | null): Promise<Connection<RoleRequestRow>>;
  /** Decides once. Approval changes the role in the same transaction; it applies from the account's next request on. */
  decide(viewer: SignedIn, decision: Decision, address: string): Promise<RoleRequestRow>;
}

export const ROLE_REQUEST_COLUMNS = `r.id, r.user_id as "userId", r.role, r.reason, r.status, r.decided_by_id as "decidedById", r.decided_at as "decidedAt",
  r.comment, r.created_at as "createdAt"`;

// UUIDv7 ids sort by time, so the id alone defines the order.
const NEWEST_FIRST = newestFirst<RoleRequestRow>("r.id");

interface Dependencies {
  db: Database;
  cache: CredentialCache;
  sessions: SessionsService;
  approvals: RoleApprovals;
}

export function createRoleRequestsService({ db, cache, sessions, approvals }: Dependencies): RoleRequestsService {
  return {
    async request(account, role, reason, address, joined) {
      if (role === "LEARNER") throw badInput("input.role", "Every account is a learner; this role cannot be requested.");
      if (role === account.role) throw new AppError("CONFLICT", `This account is already ${role}.`);
      const request = Object.assign(new RoleRequest(), { role, reason: reason.trim() });
      try {
        await db.transaction(async (em) => {
          request.user = em.getReference(User, account.id, { wrapped: true });
          const subject = { type: "user", id: account.id };
          const details = { requestId: request.id, asked: role };
          record(em, { actorId: account.id, action: "role-request.made", subject, address, details });
          await em.persist(request).flush();
        }, joined);
      } catch (error) {
        if (violatedUnique(error) !== "role_requests_one_pending") throw error;
        throw new AppError("CONFLICT", "This account already has a pending role request.");
      }
      return rowOf(request);
    },

    async list(em, args, status) {
      const list: ListSql = {
        select: ROLE_REQUEST_COLUMNS,
        from: "from role_requests r",
        conditions: status ? [{ sql: "r.status = ?", params: [status] }] : [],
      };
      return readConnection<RoleRequestRow>(em, list, args, NEWEST_FIRST);
    },

    decide: (viewer, { id, approve, comment, organization }, address) =>
      db.transaction(async (tx) => {
        const request = await tx.findOne(RoleRequest, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        if (!request) throw notFound("role request");
        if (request.status !== "PENDING") throw new AppError("CONFLICT", `This request has already been ${request.status.toLowerCase()}.`);
        const user = await tx.findOneOrFail(User, { id: request.user.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        if (!mayDecideRoleRequest(viewer, { role: request.role, currentRole: user.role })) {
          throw new AppError("FORBIDDEN", "Only a system admin may decide on this role.");
        }
        if (approve && isAdmin(user) && request.role !== "SYSTEM_ADMIN") {
          throw new AppError("CONFLICT", "The account has become an admin since its request. Reject the request instead.");
        }
        if (organization && !(approve && request.role === "BUSINESS_PARTNER"))
          throw badInput("input.organization", "An organization is created only with the approval of a BUSINESS_PARTNER.");
        const from = user.role;
        if (approve) user.role = request.role;
        request.status = approve ? "APPROVED" : "REJECTED";
        request.comment = comment.trim();
        request.decidedBy = tx.getReference(User, viewer.id, { wrapped: true });
        request.decidedAt = new Date();
        announce(tx, roleRequestDecided, { requestId: id, userId: user.id, role: request.role, approved: approve });
        record(tx, {
          actorId: viewer.id,
          action: approve ? "role-request.approved" : "role-request.rejected",
          subject: { type: "user", id: user.id },
          address,
          details: { requestId: id, from, asked: request.role },
        });
        await tx.flush();
        if (organization) await approvals.create(tx, viewer, { userId: user.id, ...organization }, address);
        if (approve) {
          cache.changed(tx, user.id);
          await sessions.endImpersonations(tx, user.id, "ROLE_CHANGED");
        }
        return rowOf(request);
      }),
  };
}

function rowOf({ user, decidedBy, ...request }: RoleRequest): RoleRequestRow {
  const { id, role, reason, status, comment, createdAt, decidedAt } = request;
  return { id, role, reason, status, comment, createdAt, decidedAt, userId: user.id, decidedById: decidedBy?.id ?? null };
}
