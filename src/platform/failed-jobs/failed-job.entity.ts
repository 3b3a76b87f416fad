import { Entity, Index, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../kernel/ids.js";

/**
 * A job that failed at every attempt. The queue itself deletes it: a kept id would silently swallow the same job when it is added
 * again.
 */
@Entity({ tableName: "failed_jobs" })
@Unique({ name: "failed_jobs_job_unique", properties: ["queue", "jobId"] })
@Index({ name: "failed_jobs_list_index", properties: ["queue", "id"] })
@Index({ name: "failed_jobs_age_index", properties: ["failedAt"] })
export class FailedJob {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  queue!: string;

  @Property({ type: "text" })
  jobId!: string;

  /** Payload for adding the job again. Payloads contain ids. */
  @Property({ type: "json" })
  payload!: object;

  @Property({ type: "integer" })
  attempts!: number;

  /** Name and code of the last error. The message is only logged, as it may quote data. */
  @Property({ type: "text" })
  error!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  failedAt: Date = new Date();
}
