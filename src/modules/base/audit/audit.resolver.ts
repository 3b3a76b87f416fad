import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { globalId } from "../../../kernel/global-id.js";
import { userById } from "../users/user.loaders.js";
import { UserType } from "../users/user.type.js";
import { listAuditEntries, listOwnEntries, readVocabulary, type AuditRow, type SecurityLogRow } from "./audit-log.js";
import {
  AuditLogEntryConnection,
  AuditLogEntryType,
  AuditLogFilter,
  AuditLogVocabulary,
  SecurityLogEntryConnection,
} from "./audit.type.js";

@Resolver(() => AuditLogEntryType)
export class AuditResolver {
  @Allow("audit:read")
  @Query(() => AuditLogEntryConnection, {
    description: "The audit log, newest first: security events and actions of admins. For admins. Errors: BAD_USER_INPUT.",
  })
  auditLog(
    @Ctx() { em }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => AuditLogFilter, { nullable: true, description: "Only entries that match; all when absent." })
    filter?: AuditLogFilter,
  ): Promise<Connection<AuditRow>> {
    return listAuditEntries(em, page, filter ?? {});
  }

  @Allow("audit:read")
  @Query(() => AuditLogVocabulary, { description: "Values to choose from in `AuditLogFilter`. For admins." })
  auditLogVocabulary(@Ctx() { em }: RequestContext): Promise<AuditLogVocabulary> {
    return readVocabulary(em);
  }

  @Allow("account:secure")
  @Query(() => SecurityLogEntryConnection, {
    description: "Security events of your own account, newest first: successful and failed sign-ins, and changes by you and by admins.",
  })
  securityLog(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<SecurityLogRow>> {
    return listOwnEntries(em, signedIn, page);
  }

  @FieldResolver(() => UserType, {
    nullable: true,
    description:
      "The account that acted, or on whose behalf an admin acted; null for the system, for someone who was not signed in, and for a deleted account.",
  })
  async actor(@Ctx() context: RequestContext, @Root() { actorId }: AuditRow): Promise<UserType | null> {
    return actorId === null ? null : context.loader(userById).load(actorId);
  }

  @FieldResolver(() => UserType, {
    nullable: true,
    description: "The admin who acted on the actor's behalf; null if the actor acted directly.",
  })
  async impersonator(@Ctx() context: RequestContext, @Root() { impersonatorId }: AuditRow): Promise<UserType | null> {
    return impersonatorId === null ? null : context.loader(userById).load(impersonatorId);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description:
      "Global id of the affected object, which may be deleted; null if there is none, as for a sign-in to an account that does not exist.",
  })
  subjectId(@Root() { subjectType, subjectId }: AuditRow): string | null {
    return subjectId && globalId(typeOf(subjectType), subjectId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: "The affected account; null if the subject is not an account." })
  async subjectUser(@Ctx() context: RequestContext, @Root() { subjectType, subjectId }: AuditRow): Promise<UserType | null> {
    return subjectType === "user" && subjectId !== null ? context.loader(userById).load(subjectId) : null;
  }
}

/** `api-token` becomes ApiToken. Announcements have the type that admins see. */
function typeOf(subjectType: string): string {
  if (subjectType === "announcement") return "ManagedAnnouncement";
  return subjectType.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
