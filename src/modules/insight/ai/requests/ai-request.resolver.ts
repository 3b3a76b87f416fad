import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import type { AiMessage } from "../../../../platform/ai/provider.js";
import { CancelAiRequestInput, DeleteAiRequestInput } from "./ai-request.input.js";
import { sentOfRequest } from "./ai-request.loaders.js";
import { CancelAiRequestPayload, DeleteAiRequestPayload } from "./ai-request.payload.js";
import { readAiRequest, type AiRequestRow } from "./ai-request.rows.js";
import { AiMessageType, AiRequestConnection, AiRequestFilterInput, AiRequestType, AiUpdateType } from "./ai-request.type.js";
import type { AiRequestsService } from "./ai-requests.service.js";
import type { AiUpdate } from "./ai-status.stream.js";

const ID_ARGUMENT = { description: "ID of the request." };

@Resolver(() => AiRequestType)
export class AiRequestResolver {
  constructor(
    private readonly requests: AiRequestsService,
    private readonly watch: (id: string) => Promise<AsyncIterableIterator<AiUpdate>>,
  ) {}

  @Allow("ai:read")
  @Query(() => AiRequestType, { description: "An AI request of yours. Errors: NOT_FOUND." })
  aiRequest(@Ctx() { em, signedIn }: RequestContext, @Arg("id", () => idOf("AiRequest"), ID_ARGUMENT) id: string): Promise<AiRequestRow> {
    return readAiRequest(em, signedIn, id);
  }

  @Allow("ai:read")
  @Query(() => AiRequestConnection, { description: "Your AI requests, newest first. Errors: BAD_USER_INPUT." })
  myAiRequests(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => AiRequestFilterInput, { nullable: true, description: "Only requests that match; all when absent." })
    filter?: AiRequestFilterInput | null,
  ): Promise<Connection<AiRequestRow>> {
    return this.requests.list(em, signedIn, filter ?? {}, page);
  }

  @Allow("ai:read")
  @Mutation(() => CancelAiRequestPayload, {
    description: "Cancels a request of yours; the provider is told to stop. A request that has ended stays as it is. Errors: NOT_FOUND.",
  })
  async cancelAiRequest(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CancelAiRequestInput, { description: "The request." }) { id }: CancelAiRequestInput,
  ): Promise<CancelAiRequestPayload> {
    return { request: await this.requests.cancel(signedIn, id) };
  }

  @Allow("ai:read")
  @Mutation(() => DeleteAiRequestPayload, {
    description:
      "Deletes a request of yours, with what was sent and the answer. The quota of today is not given back. Errors: NOT_FOUND, CONFLICT while it is under way and on the day (UTC) that you made it.",
  })
  async deleteAiRequest(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteAiRequestInput, { description: "The request." }) { id }: DeleteAiRequestInput,
  ): Promise<DeleteAiRequestPayload> {
    await this.requests.remove(signedIn, id);
    return { deletedId: id };
  }

  @Allow("ai:read")
  @Subscription(() => AiUpdateType, {
    ...fedByStream,
    description:
      "An AI request live: its present state with the text so far, then what the text becomes longer by, and each change. Completes after a final status. If you subscribe late, twice or again after a disconnect, you still get the whole text, in order and nothing twice. Hints are shown when the whole answer has been checked. Errors: NOT_FOUND.",
  })
  aiStatus(@Root() update: AiUpdate, @Arg("requestId", () => idOf("AiRequest"), ID_ARGUMENT) _requestId: string): AiUpdate {
    return update;
  }

  @StreamOf("aiStatus")
  async watchStatus({ requestId }: { requestId: string }, { em, signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.watch((await readAiRequest(em, signedIn, requestId)).id);
  }

  @FieldResolver(() => [AiMessageType], { description: "Exactly what was sent to the provider: two messages." })
  sent(@Ctx() context: RequestContext, @Root() { id }: AiRequestRow): Promise<AiMessage[]> {
    return context.loader(sentOfRequest).load(id);
  }
}
