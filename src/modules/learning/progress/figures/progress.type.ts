import { GraphQLDateTime } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";

const PERCENT_OF_PARTS =
  "Whole percent, rounded down: the mean of its published lessons and of its assignments, each of the same weight, a lesson by its blocks and an assignment by its problems. Follows the present content. 0 if there are none.";
const TIME = "Time that you spent in its lessons, in seconds, as `recordActivity` reported it.";

@ObjectType("LessonProgress", {
  simpleResolvers: true,
  description:
    "Your progress in a lesson. Counts the blocks of the published revision, without problems and quizzes that are not published.",
})
export class LessonProgressType {
  @Field(() => Int, {
    description: "Whole percent of the blocks that are done, rounded down. Without blocks: 100 once the lesson is complete, else 0.",
  })
  percent!: number;

  @Field(() => Int, { description: "Number of blocks that are done." })
  completedBlocks!: number;

  @Field(() => Int, { description: "Number of blocks." })
  totalBlocks!: number;

  @Field(() => [String], {
    description:
      "`LessonBlock.key` of the blocks that are done, in order: marked with `completeBlock`; a PROBLEM once you have solved it; a QUIZ once an attempt is graded.",
  })
  completedBlockKeys!: string[];

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      "When you completed the lesson. Stays when the lesson is edited or a solution is rejudged, so that `percent` may be lower than 100. Null until then.",
  })
  completedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When you last viewed it, as `recordActivity` reported it. Null if never." })
  lastViewedAt!: Date | null;

  @Field(() => Int, { description: "Time that you spent in the lesson, in seconds, as `recordActivity` reported it. At most 24 days." })
  timeSpentSeconds!: number;
}

@ObjectType({ description: "Internal base type; not part of the schema." })
abstract class ProgressOfParts {
  @Field(() => Int, { description: PERCENT_OF_PARTS })
  percent!: number;

  @Field(() => Int, { description: "Number of published lessons that you completed." })
  completedLessons!: number;

  @Field(() => Int, { description: "Number of published lessons." })
  totalLessons!: number;

  @Field(() => Int, { description: "Number of assignments that you completed." })
  completedAssignments!: number;

  @Field(() => Int, { description: "Number of assignments, without those whose problems are all unpublished." })
  totalAssignments!: number;

  @Field(() => Int, { description: TIME })
  timeSpentSeconds!: number;
}

@ObjectType("ModuleProgress", { simpleResolvers: true, description: "Your progress in a module." })
export class ModuleProgressType extends ProgressOfParts {}

@ObjectType("TrackProgress", { simpleResolvers: true, description: "Your progress in a track." })
export class TrackProgressType extends ProgressOfParts {}

@ObjectType("AssignmentProgress", { simpleResolvers: true, description: "Your progress in an assignment." })
export class AssignmentProgressType {
  @Field(() => Int, { description: "Whole percent, rounded down: of the problems that you solved; for a TASK 0 or 100." })
  percent!: number;

  @Field(() => Boolean, { description: "Whether all problems are solved, or the TASK is marked with `completeAssignment`." })
  completed!: boolean;
}
