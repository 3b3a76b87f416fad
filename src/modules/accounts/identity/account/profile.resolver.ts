import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { UpdateProfileInput, UpdateProfilePayload } from "./profile.type.js";
import type { ProfileService } from "./profile.service.js";

@Resolver()
export class ProfileResolver {
  constructor(private readonly profiles: ProfileService) {}

  @Allow("profile:edit")
  @Mutation(() => UpdateProfilePayload, { description: "Changes your profile. Errors: BAD_USER_INPUT." })
  async updateProfile(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateProfileInput, { description: "The changes." }) input: UpdateProfileInput,
  ): Promise<UpdateProfilePayload> {
    return { user: await this.profiles.update(signedIn, input) };
  }
}
