import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { LanguageType } from "../../languages/language.type.js";
import type { Toolchain } from "./judge-state.service.js";

/** Language fields that only the workers know. Lives here because submissions depend on languages. */
@Resolver(() => LanguageType)
export class ToolchainResolver {
  constructor(private readonly toolchains: LoaderFactory<string, Toolchain>) {}

  @FieldResolver(() => String, {
    nullable: true,
    description: "Toolchain version reported by the workers. Null while no live worker supports this language.",
  })
  async version(@Ctx() context: RequestContext, @Root() { id }: Pick<LanguageType, "id">): Promise<string | null> {
    return (await context.loader(this.toolchains).load(id)).version;
  }

  @FieldResolver(() => [String], {
    description:
      "Libraries available to programs besides the standard library, each with its version, such as `numpy 1.24.2`. Empty while no worker is alive.",
  })
  async libraries(@Ctx() context: RequestContext, @Root() { id }: Pick<LanguageType, "id">): Promise<readonly string[]> {
    return (await context.loader(this.toolchains).load(id)).libraries;
  }
}
