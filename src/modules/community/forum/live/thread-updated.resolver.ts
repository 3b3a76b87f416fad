import { Arg, Resolver, Root, Subscription } from "type-graphql";
import type { Viewer } from "../../../../access/viewer.js";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { badInput } from "../../../../kernel/errors.js";
import { ForumThreadEventType, resumePoint } from "./thread-change.type.js";
import { CHANGES_MAX, type ThreadChange } from "./thread.stream.js";

@Resolver()
export class ThreadUpdatedResolver {
  constructor(
    private readonly watch: (viewer: Viewer, threadId: string, from: Date | null) => Promise<AsyncIterableIterator<ThreadChange>>,
  ) {}

  @Allow("public")
  @Subscription(() => ForumThreadEventType, {
    ...fedByStream,
    description: `The thread as it is now, then each change of it and of its replies, in order. With \`after\`, everything that has changed since that event follows first; what was already delivered may come again, so replace objects by their ids. With more than ${CHANGES_MAX} changes at once, \`missedChanges\` says so. Completes when you may no longer see the thread. Errors: BAD_USER_INPUT, NOT_FOUND.`,
  })
  threadUpdated(
    @Root() event: ThreadChange,
    @Arg("threadId", () => idOf("ForumThread"), { description: "The thread." }) _threadId: string,
    @Arg("after", () => String, { nullable: true, description: "`cursor` of the last event that you got." }) _after?: string | null,
  ): ForumThreadEventType {
    return event;
  }

  @StreamOf("threadUpdated")
  stream(
    { threadId, after }: { threadId: string; after?: string | null },
    { viewer }: RequestContext,
  ): Promise<AsyncIterableIterator<unknown>> {
    const from = after == null ? null : resumePoint(after);
    if (after != null && from === null) throw badInput("after", "This is not the cursor of an event.", "INVALID_FORMAT");
    return this.watch(viewer, threadId, from);
  }
}
