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
  @Field(() => String, { description: "Name of the queue, such as `judge-submission`, `events` or `mail`." })
  name!: string;

  @Field(() => String, { description: "What its jobs do, in English." })
  description!: string;

  @Field(() => Int, { description: "Number of pending jobs, in order of arrival." })
  waiting!: number;

  @Field(() => Int, { description: "Number of pending jobs in priority order, such as submissions." })
  prioritized!: number;

  @Field(() => Int, { description: "Number of failed jobs that wait for their next attempt." })
  delayed!: number;

  @Field(() => Int, { description: "Number of jobs that workers are processing." })
  active!: number;

  @Field(() => Boolean, { description: "Whether admins have paused the queue: jobs are added and kept, but not processed." })
  paused!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: "Waiting time of the oldest among the next jobs to be processed, in milliseconds; null if no job is waiting.",
  })
  oldestWaitingMs!: number | null;

  @Field(() => Int, { description: "Number of worker processes for the queue." })
  workers!: number;
}

@ObjectType("FailedJob", {
  implements: Node,
  description:
    "A job that has no attempts left. Undeliverable e-mails are in `failedMails`; submissions that could not be judged have the verdict SYSTEM_ERROR, for `rejudgeSubmissions`.",
})
export class FailedJobType implements FailedJobRow {
  @Field(() => ID, { description: "Global id of this entry." })
  id!: string;

  @Field(() => String, { description: "Id of the job, which also appears in the log." })
  jobId!: string;

  @Field(() => Int, { description: "Number of attempts." })
  attempts!: number;

  @Field(() => String, { description: "Name and code of the last failure. The log has more details." })
  error!: string;

  @Field(() => GraphQLDateTime, { description: "When the last attempt failed." })
  failedAt!: Date;
}

export const FailedJobConnection = connectionOf("FailedJob", () => FailedJobType);

const NAME_MAX = 100;

@InputType({ description: "A queue to pause." })
export class PauseQueueInput {
  @Field(() => String, { description: "Name of the queue." })
  @MaxLength(NAME_MAX)
  @OneLine()
  name!: string;
}

@InputType({ description: "A queue to resume." })
export class ResumeQueueInput {
  @Field(() => String, { description: "Name of the queue." })
  @MaxLength(NAME_MAX)
  @OneLine()
  name!: string;
}

@InputType({ description: "Failed jobs to retry: give either `ids` or `all: true`." })
export class RetryFailedJobsInput {
  @Field(() => String, { description: "Name of the jobs' queue." })
  @MaxLength(NAME_MAX)
  queue!: string;

  @Field(() => [idOf("FailedJob")], { nullable: true, description: "Ids of the failed jobs, 1 to 100." })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  ids?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "true: all failed jobs of the queue." })
  @IsOptional()
  all?: boolean | null;
}

@InputType({ description: "A failed job to discard." })
export class DiscardFailedJobInput {
  @Field(() => idOf("FailedJob"), { description: "Id of the failed job's entry." })
  id!: string;
}

@ObjectType({ description: "Result of pauseQueue." })
export class PauseQueuePayload {
  @Field(() => QueueType, { description: "The paused queue." })
  queue!: QueueRow;
}

@ObjectType({ description: "Result of resumeQueue." })
export class ResumeQueuePayload {
  @Field(() => QueueType, { description: "The resumed queue." })
  queue!: QueueRow;
}

@ObjectType({ description: "Result of retryFailedJobs." })
export class RetryFailedJobsPayload {
  @Field(() => QueueType, { description: "The queue after the retry." })
  queue!: QueueRow;

  @Field(() => Int, { description: "Number of jobs that are being retried. Those that fail again return to the list." })
  retriedCount!: number;
}

@ObjectType({ description: "Result of discardFailedJob." })
export class DiscardFailedJobPayload {
  @Field(() => idOf("FailedJob"), { description: "Id of the deleted entry." })
  deletedId!: string;
}
