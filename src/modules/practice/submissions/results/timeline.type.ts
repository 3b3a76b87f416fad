import { Field, Int, ObjectType } from "type-graphql";
import type { Timeline } from "./timeline.js";

@ObjectType("JudgementTimeline", {
  simpleResolvers: true,
  description: "The steps of a judging, in milliseconds of elapsed time. Of its last attempt, if there were several.",
})
export class TimelineType implements Timeline {
  @Field(() => Int, { description: "From the time it was queued until a worker began this attempt." })
  queuedMs!: number;

  @Field(() => Int, { description: "Until the tests were on the worker's disk." })
  prepareMs!: number;

  @Field(() => Int, { description: "Waiting for a sandbox and compiling. Short for a source that this worker has compiled before." })
  compileMs!: number;

  @Field(() => Int, { description: "From the start of the first test to the last result, repeats included." })
  runMs!: number;

  @Field(() => Int, { description: "Part of `runMs` in which the checker worked. The next test may run at the same time." })
  checkMs!: number;
}
