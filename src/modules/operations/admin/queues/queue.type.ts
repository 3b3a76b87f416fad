import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { FailedJobRow, QueueRow } from "./queues.service.js";

@ObjectType("Queue", { implements: Node, description: "A queue of background jobs of one kind. For admins." })
export class QueueType implements QueueRow {
  @Field(() => String, { description: "Its name, such as `judge-submission`, `events` or `mail`." })
  name!: string;

  @Field(() => String, { description: "What its jobs do, in English." })
  description!: string;

  @Field(() => Int, { description: "Jobs that wait in the order they came." })
  waiting!: number;

  @Field(() => Int, { description: "Jobs that wait in an order of their own, such as submissions." })
  prioritized!: number;

  @Field(() => Int, { description: "Jobs that have failed and wait for their next try." })
  delayed!: number;

  @Field(() => Int, { description: "Jobs that a worker is processing." })
  active!: number;

  @Field(() => Boolean, { description: "Whether admins have paused it: jobs are added and kept, and none is taken." })
  paused!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: "How long the oldest of those that are taken next has waited, in milliseconds; null when nothing waits.",
  })
  oldestWaitingMs!: number | null;

  @Field(() => Int, { description: "Worker processes that take jobs from it." })
  workers!: number;
}

@ObjectType("FailedJob", {
  implements: Node,
  description:
    "A job whose tries are used up. Mails that were given up are in `failedMails`; submissions that could not be judged have the verdict SYSTEM_ERROR, for `rejudgeSubmissions`.",
})
export class FailedJobType implements FailedJobRow {
  @Field(() => ID, { description: "Global id of this entry." })
  id!: string;

  @Field(() => String, { description: "The job's own id, which the log has too." })
  jobId!: string;

  @Field(() => Int, { description: "How often it was tried." })
  attempts!: number;

  @Field(() => String, { description: "Name and code of the last failure. The log has more of it." })
  error!: string;

  @Field(() => GraphQLDateTime, { description: "When it was given up." })
  failedAt!: Date;
}

export const FailedJobConnection = connectionOf("FailedJob", () => FailedJobType);

const NAME_MAX = 100;

@InputType({ description: "A queue that is to rest." })
export class PauseQueueInput {
  @Field(() => String, { description: "Its name." })
  @MaxLength(NAME_MAX)
  @OneLine()
  name!: string;
}

@InputType({ description: "A queue that is to go on." })
export class ResumeQueueInput {
  @Field(() => String, { description: "Its name." })
  @MaxLength(NAME_MAX)
  @OneLine()
  name!: string;
}

@InputType({ description: "Which failed jobs to try again: give either `ids` or `all: true`." })
export class RetryFailedJobsInput {
  @Field(() => String, { description: "Name of their queue." })
  @MaxLength(NAME_MAX)
  queue!: string;

  @Field(() => [idOf("FailedJob")], { nullable: true, description: "These, 1 to 100." })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  ids?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "true: every one of the queue." })
  @IsOptional()
  all?: boolean | null;
}

@InputType({ description: "A failed job that nobody will try again." })
export class DiscardFailedJobInput {
  @Field(() => idOf("FailedJob"), { description: "Its entry." })
  id!: string;
}

@ObjectType({ description: "What pauseQueue answers." })
export class PauseQueuePayload {
  @Field(() => QueueType, { description: "The queue, which rests." })
  queue!: QueueRow;
}

@ObjectType({ description: "What resumeQueue answers." })
export class ResumeQueuePayload {
  @Field(() => QueueType, { description: "The queue, which goes on." })
  queue!: QueueRow;
}

@ObjectType({ description: "What retryFailedJobs answers." })
export class RetryFailedJobsPayload {
  @Field(() => QueueType, { description: "The queue, with what it has now." })
  queue!: QueueRow;

  @Field(() => Int, { description: "How many are tried again now. Those that fail again come back to the list." })
  retriedCount!: number;
}

@ObjectType({ description: "What discardFailedJob answers." })
export class DiscardFailedJobPayload {
  @Field(() => idOf("FailedJob"), { description: "Id of the deleted entry." })
  deletedId!: string;
}
