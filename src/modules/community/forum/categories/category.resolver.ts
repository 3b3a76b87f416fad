import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { listCategories, moderatorsOfCategory, type CategoryRow } from "./category.rows.js";
import {
  CreateForumCategoryInput,
  CreateForumCategoryPayload,
  ForumCategoryType,
  SetForumModeratorInput,
  SetForumModeratorPayload,
  UpdateForumCategoryInput,
  UpdateForumCategoryPayload,
} from "./category.type.js";
import type { CategoriesService } from "./categories.service.js";

@Resolver(() => ForumCategoryType)
export class ForumCategoryResolver {
  constructor(private readonly categories: CategoriesService) {}

  @Allow("public")
  @Query(() => [ForumCategoryType], { description: "All categories of the forum, at most 100, in their order." })
  forumCategories(@Ctx() { em }: RequestContext): Promise<CategoryRow[]> {
    return listCategories(em);
  }

  @Allow("public")
  @Query(() => ForumCategoryType, { description: "A category of the forum by its slug. Errors: NOT_FOUND." })
  forumCategory(
    @Ctx() { em }: RequestContext,
    @Arg("slug", () => String, { description: "Slug of the category." }) slug: string,
  ): Promise<CategoryRow> {
    return this.categories.read(em, { slug });
  }

  @Allow("forum:administer")
  @Mutation(() => CreateForumCategoryPayload, {
    description: "Creates a category. For admins. Errors: BAD_USER_INPUT, CONFLICT for a slug that is taken, and with 100 categories.",
  })
  async createForumCategory(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateForumCategoryInput, { description: "The category." }) input: CreateForumCategoryInput,
  ): Promise<CreateForumCategoryPayload> {
    return { category: await this.categories.create(signedIn, input, address) };
  }

  @Allow("forum:administer")
  @Mutation(() => UpdateForumCategoryPayload, {
    description: "Changes a category. For admins. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when it has changed meanwhile.",
  })
  async updateForumCategory(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UpdateForumCategoryInput, { description: "The changes." }) input: UpdateForumCategoryInput,
  ): Promise<UpdateForumCategoryPayload> {
    return { category: await this.categories.update(signedIn, input, address) };
  }

  @Allow("forum:administer")
  @Mutation(() => SetForumModeratorPayload, {
    description:
      "Lets an account moderate a category, or no longer. Repeating the call changes nothing. For admins. Errors: NOT_FOUND, CONFLICT with 50 moderators.",
  })
  async setForumModerator(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => SetForumModeratorInput, { description: "Who moderates what." }) input: SetForumModeratorInput,
  ): Promise<SetForumModeratorPayload> {
    return { category: await this.categories.setModerator(signedIn, input, address) };
  }

  @FieldResolver(() => [UserType], { description: "Accounts that moderate it, besides admins; at most 50." })
  async moderators(@Ctx() context: RequestContext, @Root() { id }: CategoryRow): Promise<UserType[]> {
    const ids = await context.loader(moderatorsOfCategory).load(id);
    const found = await Promise.all(ids.map((userId) => context.loader(userById).load(userId)));
    return found.filter((user) => user !== null);
  }
}
