import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { deviceOf } from "./device.js";
import { RevokeSessionInput, RevokeSessionPayload, SessionConnection, SessionType } from "./session.type.js";
import type { SessionRow } from "./session.rows.js";
import type { SessionsService } from "./sessions.service.js";

@Resolver(() => SessionType)
export class SessionResolver {
  constructor(private readonly sessions: SessionsService) {}

  @Allow("public")
  @Query(() => SessionType, {
    nullable: true,
    description:
      "The session of this request; null with an API token, or when signed out. If its `impersonator` is set, an admin is acting as the account: show a banner with a button for `endImpersonation`.",
  })
  async currentSession(@Ctx() { em, viewer }: RequestContext): Promise<SessionRow | null> {
    return viewer && this.sessions.current(em, viewer);
  }

  @Allow("account:secure")
  @Query(() => SessionConnection, { description: "The account's active sessions, newest first." })
  async mySessions(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<SessionRow>> {
    return this.sessions.list(em, signedIn, page);
  }

  @Allow("account:secure")
  @Mutation(() => RevokeSessionPayload, {
    description: "Ends one of your sessions immediately: its tokens become invalid and its WebSockets close. Errors: NOT_FOUND.",
  })
  async revokeSession(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RevokeSessionInput, { description: "The session." }) { id }: RevokeSessionInput,
  ): Promise<RevokeSessionPayload> {
    await this.sessions.end(signedIn.id, id, "REVOKED", address);
    return { deletedId: id };
  }

  @FieldResolver(() => String, { description: "Browser and operating system, or the name that a script sends: `Firefox on Linux`." })
  device(@Root() { userAgent }: SessionRow): string {
    return deviceOf(userAgent);
  }

  @FieldResolver(() => UserType, {
    nullable: true,
    description: "The admin who acts as the account in this session; null for the account's own sessions.",
  })
  async impersonator(@Ctx() context: RequestContext, @Root() { impersonatorId }: SessionRow): Promise<UserType | null> {
    return impersonatorId === null ? null : context.loader(userById).load(impersonatorId);
  }
}
