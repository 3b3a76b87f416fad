import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { userById } from "../users/user.loaders.js";
import { UserType } from "../users/user.type.js";
import {
  ResetSystemSettingInput,
  ResetSystemSettingPayload,
  SetSystemSettingInput,
  SetSystemSettingPayload,
  SystemSettingType,
} from "./setting.type.js";
import type { SettingsService, SettingView } from "./settings.service.js";

@Resolver(() => SystemSettingType)
export class SettingResolver {
  constructor(private readonly settings: SettingsService) {}

  @Allow("setting:edit")
  @Query(() => [SystemSettingType], { description: "Every system setting, by name. For admins." })
  systemSettings(): SettingView[] {
    return this.settings.list();
  }

  @Allow("setting:edit")
  @Mutation(() => SetSystemSettingPayload, {
    description:
      "Changes a system setting, in every process at once. For admins; the audit log keeps both values. Errors: NOT_FOUND, BAD_USER_INPUT for a value of another type or out of bounds, CONFLICT when it is not at `expectedRevision` any more.",
  })
  async setSystemSetting(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => SetSystemSettingInput, { description: "The change." }) input: SetSystemSettingInput,
  ): Promise<SetSystemSettingPayload> {
    return { systemSetting: await this.settings.set(signedIn, input, address) };
  }

  @Allow("setting:edit")
  @Mutation(() => ResetSystemSettingPayload, {
    description: "Puts the default of a system setting back. For admins. Errors: NOT_FOUND, CONFLICT as with setSystemSetting.",
  })
  async resetSystemSetting(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ResetSystemSettingInput, { description: "Which one." }) input: ResetSystemSettingInput,
  ): Promise<ResetSystemSettingPayload> {
    return { systemSetting: await this.settings.reset(signedIn, input, address) };
  }

  @FieldResolver(() => ID, { description: "Global id." })
  id(@Root() { name }: SettingView): string {
    return name;
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Who changed it last; null when nobody has, or the account is gone." })
  async changedBy(@Ctx() context: RequestContext, @Root() { changedById }: SettingView): Promise<UserType | null> {
    return changedById === null ? null : context.loader(userById).load(changedById);
  }
}
