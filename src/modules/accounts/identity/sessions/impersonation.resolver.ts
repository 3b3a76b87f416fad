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
      "Lets an admin act as an account with a lower role, for at most 30 minutes. The admin can't manage the account's security: passwords, e-mail address, two-factor, sessions and tokens, roles. The owner is notified, each audit log entry names the admin, and the impersonation ends when a session of the admin ends. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the account is suspended.",
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
      "Ends an impersonation immediately: its access token becomes invalid and its WebSockets close. Within an impersonation, `logout` does the same. Errors: UNAUTHENTICATED, CONFLICT when no session is given and the current one is not an impersonation, NOT_FOUND.",
  })
  async endImpersonation(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => EndImpersonationInput, { nullable: true, description: "The impersonation." }) input?: EndImpersonationInput | null,
  ): Promise<EndImpersonationPayload> {
    return { deletedId: await this.impersonation.end(signedIn, input?.sessionId ?? null, address) };
  }
}
