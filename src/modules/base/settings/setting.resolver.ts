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
  @Query(() => [SystemSettingType], { description: "All system settings, sorted by name. For admins." })
  systemSettings(): SettingView[] {
    return this.settings.list();
  }

  @Allow("setting:edit")
  @Mutation(() => SetSystemSettingPayload, {
    description:
      "Changes a system setting on all servers immediately. The audit log records both values. For admins. Errors: NOT_FOUND, BAD_USER_INPUT for a value of another type or out of range, CONFLICT when its revision is no longer `expectedRevision`.",
  })
  async setSystemSetting(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => SetSystemSettingInput, { description: "The change." }) input: SetSystemSettingInput,
  ): Promise<SetSystemSettingPayload> {
    return { systemSetting: await this.settings.set(signedIn, input, address) };
  }

  @Allow("setting:edit")
  @Mutation(() => ResetSystemSettingPayload, {
    description: "Resets a system setting to its default. For admins. Errors: NOT_FOUND, CONFLICT as with setSystemSetting.",
  })
  async resetSystemSetting(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ResetSystemSettingInput, { description: "The setting." }) input: ResetSystemSettingInput,
  ): Promise<ResetSystemSettingPayload> {
    return { systemSetting: await this.settings.reset(signedIn, input, address) };
  }

  @FieldResolver(() => ID, { description: "Global id." })
  id(@Root() { name }: SettingView): string {
    return name;
  }

  @FieldResolver(() => UserType, {
    nullable: true,
    description: "Account that changed it last; null if nobody has, or the account is deleted.",
  })
  async changedBy(@Ctx() context: RequestContext, @Root() { changedById }: SettingView): Promise<UserType | null> {
    return changedById === null ? null : context.loader(userById).load(changedById);
  }
}
