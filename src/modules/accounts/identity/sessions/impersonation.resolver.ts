import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { ImpersonationService } from "./impersonation.service.js";
import { EndImpersonationInput, EndImpersonationPayload, ImpersonateUserInput, ImpersonateUserPayload } from "./session.type.js";

/** Lets admins see what an account sees. */
@Resolver()
export class ImpersonationResolver {
  constructor(private readonly impersonation: ImpersonationService) {}

  @Allow("user:impersonate")
  @Mutation(() => ImpersonateUserPayload, {
    description:
      "Lets an admin act as an account whose role is below theirs, for 30 minutes at most. What secures the account stays its owner's: passwords, e-mail address, two-factor, sessions and tokens, roles. The owner is notified, each entry of the audit log names the admin, and it ends when a session of the admin ends. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the account is suspended.",
  })
  impersonateUser(
    @Ctx() { signedIn, client }: RequestContext,
    @Arg("input", () => ImpersonateUserInput, { description: "The account." }) input: ImpersonateUserInput,
  ): Promise<ImpersonateUserPayload> {
    return this.impersonation.begin(signedIn, input, client);
  }

  @Allow("public")
  @Mutation(() => EndImpersonationPayload, {
    description:
      "Ends an impersonation: its access token dies at once, and its sockets close. From within it, `logout` does the same. Errors: UNAUTHENTICATED, CONFLICT when no session is named and this is none, NOT_FOUND.",
  })
  async endImpersonation(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => EndImpersonationInput, { nullable: true, description: "The impersonation." }) input?: EndImpersonationInput | null,
  ): Promise<EndImpersonationPayload> {
    return { deletedId: await this.impersonation.end(signedIn, input?.sessionId ?? null, address) };
  }
}
