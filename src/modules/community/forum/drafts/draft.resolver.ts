import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import {
  DeleteForumDraftInput,
  DeleteForumDraftPayload,
  ForumDraftConnection,
  ForumDraftType,
  SaveForumDraftInput,
  SaveForumDraftPayload,
} from "./draft.type.js";
import type { DraftRow, DraftsService } from "./drafts.service.js";

@Resolver(() => ForumDraftType)
export class ForumDraftResolver {
  constructor(private readonly drafts: DraftsService) {}

  @Allow("forum:read-own")
  @Query(() => ForumDraftConnection, { description: "Your drafts, newest first; at most 50. Errors: BAD_USER_INPUT." })
  myForumDrafts(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<DraftRow>> {
    return this.drafts.list(em, signedIn, page);
  }

  @Allow("forum:write")
  @Mutation(() => SaveForumDraftPayload, {
    description: "Saves a draft. Errors: BAD_USER_INPUT, NOT_FOUND, ENTITLEMENT_REQUIRED, CONFLICT with 50 drafts.",
  })
  async saveForumDraft(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SaveForumDraftInput, { description: "The draft." }) input: SaveForumDraftInput,
  ): Promise<SaveForumDraftPayload> {
    return { draft: await this.drafts.save(signedIn, input) };
  }

  @Allow("forum:write")
  @Mutation(() => DeleteForumDraftPayload, { description: "Deletes a draft. Repeating the call changes nothing. Errors: BAD_USER_INPUT." })
  async deleteForumDraft(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteForumDraftInput, { description: "The draft." }) { id }: DeleteForumDraftInput,
  ): Promise<DeleteForumDraftPayload> {
    return { deletedId: (await this.drafts.remove(signedIn, id)) ? id : null };
  }
}
