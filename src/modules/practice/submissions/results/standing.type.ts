import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Bucket } from "./distribution.js";

@ObjectType("HistogramBucket", { simpleResolvers: true, description: "A bar of a histogram." })
export class HistogramBucket implements Bucket {
  @Field(() => Int, { description: "Smallest figure in it." })
  from!: number;

  @Field(() => Int, { description: "Largest figure in it. The last bucket has everything above the others." })
  to!: number;

  @Field(() => Int, { description: "Number of accounts." })
  count!: number;
}

@ObjectType("Standing", {
  simpleResolvers: true,
  description:
    "An accepted judgement among the accepted solutions of the same problem, language and toolchain version: of each account the one with the least CPU time, then the least memory. Up to a minute old.",
})
export class StandingType {
  @Field(() => Int, { description: "Number of accounts." })
  solutionCount!: number;

  @Field(() => Float, {
    description: "Percentage of accounts whose solution used more CPU time, 0 to 100; equal ones count half. 100 is best.",
  })
  cpuPercentile!: number;

  @Field(() => Float, { description: "The same for memory, in steps of 64 KiB." })
  memoryPercentile!: number;

  @Field(() => [HistogramBucket], {
    description: "Solutions by CPU time in milliseconds, at most 20 buckets of the same width, in ascending order.",
  })
  cpuHistogramMs!: HistogramBucket[];

  @Field(() => [HistogramBucket], { description: "Solutions by memory in KiB, likewise." })
  memoryHistogramKb!: HistogramBucket[];
}
