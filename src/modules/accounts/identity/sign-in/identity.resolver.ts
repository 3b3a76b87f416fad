import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { WorksWithAnyToken } from "../../../../graphql/token-use.js";
import { AppError } from "../../../../kernel/errors.js";
import { networkOf } from "../../../../kernel/network.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { IdentityService } from "./identity.service.js";
import {
  CompleteLoginInput,
  CompleteLoginPayload,
  LoginInput,
  LoginPayload,
  LogoutInput,
  LogoutPayload,
  RefreshSessionInput,
  RefreshSessionPayload,
  RegisterInput,
  RegisterPayload,
} from "./identity.type.js";
import type { SessionsService } from "../sessions/sessions.service.js";
import { REFRESHES } from "./sign-in-limits.js";
import { checkPlace, loginPayload, optionalSessionPayload, sessionPayload, withSession } from "./session-payload.js";

/** Signing in and out. */
@Resolver()
export class IdentityResolver {
  constructor(
    private readonly identity: IdentityService,
    private readonly sessions: SessionsService,
    private readonly limiter: RateLimiter,
  ) {}

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => RegisterPayload, {
    description:
      "Creates an account, signs it in and sends an e-mail with a link that verifies its address. Errors: BAD_USER_INPUT, REGISTRATION_CLOSED while registration is closed (`site`), CONFLICT when the e-mail address or the username is taken, RATE_LIMITED with retryAfterMs. An installation may hide which addresses and usernames are taken: then nobody is signed in, and the e-mail contains the next step.",
  })
  async register(
    @Ctx() context: RequestContext,
    @Arg("input", () => RegisterInput, { description: "The account." }) input: RegisterInput,
  ): Promise<RegisterPayload> {
    const { displayName = null, locale = null, requestedRole = null, refreshTokenIn, ...account } = input;
    checkPlace(context, refreshTokenIn);
    const made = await this.identity.register({ ...account, displayName, locale, requestedRole }, context.client);
    return { ...optionalSessionPayload(context, made?.session ?? null, refreshTokenIn), roleRequest: made?.roleRequest ?? null };
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => LoginPayload, {
    description:
      "Signs in, or returns a challenge for the second step in `twoFactor`. The owner gets an e-mail and a notification if this browser and operating system have not used the account before from this part of the network: the first two bytes of an IPv4 address, or 32 bits of an IPv6 address. Errors: UNAUTHENTICATED, the same whether the account exists or not; FORBIDDEN for a suspended account; RATE_LIMITED with retryAfterMs, longer after each wrong attempt from the fifth on, and while too many accounts sign in at once.",
  })
  async login(
    @Ctx() context: RequestContext,
    @Arg("input", () => LoginInput, { description: "The credentials." }) { email, password, refreshTokenIn }: LoginInput,
  ): Promise<LoginPayload> {
    checkPlace(context, refreshTokenIn);
    return loginPayload(context, await this.identity.login(email, password, withSession(context)), refreshTokenIn);
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => CompleteLoginPayload, {
    description:
      "Completes a sign-in with the second step, for accounts with two-factor. Errors: BAD_USER_INPUT for a wrong or used code, UNAUTHENTICATED when the challenge is no longer valid, RATE_LIMITED with retryAfterMs.",
  })
  async completeLogin(
    @Ctx() context: RequestContext,
    @Arg("input", () => CompleteLoginInput, { description: "The challenge and a code." })
    { challenge, code, refreshTokenIn }: CompleteLoginInput,
  ): Promise<CompleteLoginPayload> {
    checkPlace(context, refreshTokenIn);
    return sessionPayload(context, await this.identity.completeLogin(challenge, code, withSession(context)), refreshTokenIn);
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => RefreshSessionPayload, {
    description:
      "Extends a session: returns a new access token and the next refresh token. Each refresh token works once. Tabs that use the same one within seconds all get the same next token; later use counts as theft and ends the session. Errors: UNAUTHENTICATED when the session has ended, FORBIDDEN for a cookie that another site may have sent, RATE_LIMITED with retryAfterMs.",
  })
  async refreshSession(
    @Ctx() context: RequestContext,
    @Arg("input", () => RefreshSessionInput, { nullable: true, description: "The session." }) input?: RefreshSessionInput | null,
  ): Promise<RefreshSessionPayload> {
    const refused = await this.limiter.take(REFRESHES, networkOf(context.address));
    if (refused) throw new AppError("RATE_LIMITED", "Too many session refreshes from this address. Wait a while.", refused);
    const cookie = input?.refreshToken ? null : context.client.refreshCookie;
    const token = input?.refreshToken ?? cookie?.read();
    if (!token) throw new AppError("UNAUTHENTICATED", "There is no refresh token in the input or the cookie. Sign in.");
    try {
      return sessionPayload(context, await this.sessions.refresh(token, context.client), cookie ? "COOKIE" : "PAYLOAD");
    } catch (error) {
      if (error instanceof AppError && error.code === "UNAUTHENTICATED") cookie?.clear();
      throw error;
    }
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => LogoutPayload, {
    description:
      "Ends a session immediately: its access and refresh tokens become invalid, and its WebSockets close. Errors: FORBIDDEN for a cookie that another site may have sent.",
  })
  async logout(
    @Ctx() context: RequestContext,
    @Arg("input", () => LogoutInput, { nullable: true, description: "The session." }) input?: LogoutInput | null,
  ): Promise<LogoutPayload> {
    const { viewer, client } = context;
    const token = input?.refreshToken ?? (viewer?.sessionId ? null : client.refreshCookie?.read());
    if (token) await this.sessions.endByToken(token, context.address);
    else if (viewer?.sessionId) await this.sessions.end(viewer.id, viewer.sessionId, "SIGNED_OUT", context.address).catch(unlessGone);
    // In an impersonation, the browser's cookie belongs to the admin.
    if (viewer?.impersonatorId) return { loggedOut: true };
    if (client.refreshCookie?.isPresent) client.refreshCookie.clear();
    return { loggedOut: true };
  }
}

/** Already signed out in another tab. */
function unlessGone(error: unknown): void {
  if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
}
