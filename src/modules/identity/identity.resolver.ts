import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../graphql/access.js";
import type { RequestContext } from "../../graphql/context.js";
import type { IdentityService } from "./identity.service.js";
import { LoginInput, LoginPayload, RegisterInput, RegisterPayload } from "./identity.type.js";

@Resolver()
export class IdentityResolver {
  constructor(private readonly identity: IdentityService) {}

  @Allow("public")
  @Mutation(() => RegisterPayload, {
    description:
      "Makes an account and signs it in. Errors: BAD_USER_INPUT, CONFLICT when the e-mail address or the username is taken, RATE_LIMITED with retryAfterMs.",
  })
  async register(
    @Ctx() context: RequestContext,
    @Arg("input", () => RegisterInput, { description: "The account." }) input: RegisterInput,
  ): Promise<RegisterPayload> {
    const { displayName = null, requestedRole = null, ...account } = input;
    const session = await this.identity.register({ ...account, displayName, requestedRole }, context.address);
    context.signIn(session.user);
    return session;
  }

  @Allow("public")
  @Mutation(() => LoginPayload, {
    description:
      "Signs in. Errors: UNAUTHENTICATED, the same whether the account exists or not, and RATE_LIMITED with retryAfterMs after 10 failures in 15 minutes.",
  })
  async login(
    @Ctx() context: RequestContext,
    @Arg("input", () => LoginInput, { description: "Who signs in." }) { email, password }: LoginInput,
  ): Promise<LoginPayload> {
    const session = await this.identity.login(email, password, context.address);
    context.signIn(session.user);
    return session;
  }
}
