import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { badInput } from "../../../../kernel/errors.js";
import {
  DiscardFailedJobInput,
  DiscardFailedJobPayload,
  FailedJobConnection,
  PauseQueueInput,
  PauseQueuePayload,
  QueueType,
  ResumeQueueInput,
  ResumeQueuePayload,
  RetryFailedJobsInput,
  RetryFailedJobsPayload,
} from "./queue.type.js";
import type { FailedJobRow, QueueRow, QueuesService } from "./queues.service.js";

@Resolver(() => QueueType)
export class QueueResolver {
  constructor(private readonly service: QueuesService) {}

  @Allow("queue:operate")
  @Query(() => [QueueType], { description: "All queues of background jobs, sorted by name. For admins. Errors: SERVICE_UNAVAILABLE." })
  queues(): Promise<QueueRow[]> {
    return this.service.list();
  }

  @Allow("queue:operate")
  @Query(() => QueueType, { nullable: true, description: "One queue. For admins. Errors: NOT_FOUND, SERVICE_UNAVAILABLE." })
  queue(@Arg("name", () => String, { description: "Name of the queue." }) name: string): Promise<QueueRow> {
    return this.service.read(name);
  }

  @FieldResolver(() => ID, { description: "Global id." })
  id(@Root() { name }: QueueRow): string {
    return name;
  }

  @FieldResolver(() => FailedJobConnection, { description: "Jobs that have no attempts left, latest first." })
  failedJobs(
    @Ctx() { em }: RequestContext,
    @Root() { name }: QueueRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<FailedJobRow>> {
    return this.service.failedJobs(em, name, page);
  }

  @Allow("queue:operate")
  @Mutation(() => PauseQueuePayload, {
    description:
      "Stops all workers, including ones started later, from taking jobs of the queue until it is resumed. Active jobs finish, and new jobs wait. The pause is lost if Redis loses its data. For admins. Errors: NOT_FOUND, SERVICE_UNAVAILABLE.",
  })
  async pauseQueue(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => PauseQueueInput, { description: "The queue." }) { name }: PauseQueueInput,
  ): Promise<PauseQueuePayload> {
    return { queue: await this.service.setPaused(signedIn, name, true, address) };
  }

  @Allow("queue:operate")
  @Mutation(() => ResumeQueuePayload, { description: "Resumes a paused queue. For admins. Errors: NOT_FOUND, SERVICE_UNAVAILABLE." })
  async resumeQueue(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ResumeQueueInput, { description: "The queue." }) { name }: ResumeQueueInput,
  ): Promise<ResumeQueuePayload> {
    return { queue: await this.service.setPaused(signedIn, name, false, address) };
  }

  @Allow("queue:operate")
  @Mutation(() => RetryFailedJobsPayload, {
    description:
      "Removes failed jobs from the list and runs them again, with as many attempts as new ones. For admins. Errors: BAD_USER_INPUT, NOT_FOUND, SERVICE_UNAVAILABLE.",
  })
  async retryFailedJobs(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RetryFailedJobsInput, { description: "The jobs to retry." }) { queue, ids, all }: RetryFailedJobsInput,
  ): Promise<RetryFailedJobsPayload> {
    if (Boolean(ids) === Boolean(all)) throw badInput(ids ? "input.all" : "input.ids", "Give either `ids` or `all: true`.");
    const retriedCount = await this.service.retry(signedIn, queue, ids ? { ids } : "all", address);
    return { retriedCount, queue: await this.service.read(queue) };
  }

  @Allow("queue:operate")
  @Mutation(() => DiscardFailedJobPayload, {
    description: "Removes a failed job from the list permanently. For admins. Errors: NOT_FOUND.",
  })
  async discardFailedJob(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DiscardFailedJobInput, { description: "The failed job." }) { id }: DiscardFailedJobInput,
  ): Promise<DiscardFailedJobPayload> {
    await this.service.discard(signedIn, id, address);
    return { deletedId: id };
  }
}
