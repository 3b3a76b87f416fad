import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { NOTEBOOKS_MAX } from "./notebook.entity.js";
import {
  CreateNotebookInput,
  CreateNotebookPayload,
  DeleteNotebookInput,
  DeleteNotebookPayload,
  NotebookConnection,
  NotebookType,
  UpdateNotebookInput,
  UpdateNotebookPayload,
} from "./notebook.type.js";
import { readNotebook, type NotebookRow, type NotebooksService } from "./notebooks.service.js";

@Resolver(() => NotebookType)
export class NotebookResolver {
  constructor(private readonly notebooks: NotebooksService) {}

  @Allow("notebook:read")
  @Query(() => NotebookType, { description: "A notebook of yours. Errors: NOT_FOUND." })
  notebook(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("Notebook"), { description: "ID of the notebook." }) id: string,
  ): Promise<NotebookRow> {
    return readNotebook(em, signedIn, id);
  }

  @Allow("notebook:read")
  @Query(() => NotebookConnection, { description: "Your notebooks, newest first. Errors: BAD_USER_INPUT." })
  myNotebooks(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<NotebookRow>> {
    return this.notebooks.list(em, signedIn, page);
  }

  @Allow("notebook:edit")
  @Mutation(() => CreateNotebookPayload, {
    description: `Creates a notebook. Nothing is sent to an AI provider. Errors: BAD_USER_INPUT, CONFLICT when you already have ${NOTEBOOKS_MAX}.`,
  })
  async createNotebook(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CreateNotebookInput, { description: "The notebook." }) input: CreateNotebookInput,
  ): Promise<CreateNotebookPayload> {
    return { notebook: await this.notebooks.create(signedIn, input) };
  }

  @Allow("notebook:edit")
  @Mutation(() => UpdateNotebookPayload, { description: "Changes a notebook of yours. Errors: BAD_USER_INPUT, NOT_FOUND." })
  async updateNotebook(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateNotebookInput, { description: "What changes." }) input: UpdateNotebookInput,
  ): Promise<UpdateNotebookPayload> {
    return { notebook: await this.notebooks.update(signedIn, input) };
  }

  @Allow("notebook:edit")
  @Mutation(() => DeleteNotebookPayload, {
    description: "Deletes a notebook of yours. Its AI requests remain until you delete them. Errors: NOT_FOUND.",
  })
  async deleteNotebook(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteNotebookInput, { description: "The notebook." }) { id }: DeleteNotebookInput,
  ): Promise<DeleteNotebookPayload> {
    await this.notebooks.remove(signedIn, id);
    return { deletedId: id };
  }
}
