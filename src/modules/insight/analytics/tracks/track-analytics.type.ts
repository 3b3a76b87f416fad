import { GraphQLDateTime } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";
import type { TrackRow } from "../../../learning/content/tracks/track.rows.js";
import { TrackType } from "../../../learning/content/tracks/track.type.js";
import { REFRESHED_AT } from "../platform/platform-analytics.type.js";
import { LEAST_PEOPLE } from "../problems/problem-figures.js";
import type { ModuleFunnel, TrackAnalytics } from "./track-analytics.js";
import type { LessonFigures, ModuleFigures } from "./track-figures.js";

const EDITORS = "Visible to editors of the track.";
const time = (which: string) =>
  `${which} of the time that these learners spent in the lesson, in milliseconds. Null for fewer than ${LEAST_PEOPLE} learners.`;

@ObjectType("LessonFunnel", { simpleResolvers: true, description: `What learners who take the track did in a lesson. ${EDITORS}` })
export class LessonFunnelType implements Pick<
  LessonFigures,
  "started" | "completed" | "stoppedHere" | "timed" | "lowerQuartileMs" | "medianMs" | "upperQuartileMs"
> {
  @Field(() => Int, { description: "Learners who viewed or completed the lesson." })
  started!: number;

  @Field(() => Int, { description: "Learners who completed the lesson." })
  completed!: number;

  @Field(() => Int, {
    description:
      "Learners for whom this is the last lesson that they started, in the order of the track, and who have not completed the track.",
  })
  stoppedHere!: number;

  @Field(() => Int, { description: "Learners with recorded time in the lesson (`recordActivity`)." })
  timed!: number;

  @Field(() => Int, { nullable: true, description: time("Lower quartile") })
  lowerQuartileMs!: number | null;

  @Field(() => Int, { nullable: true, description: time("Median") })
  medianMs!: number | null;

  @Field(() => Int, { nullable: true, description: time("Upper quartile") })
  upperQuartileMs!: number | null;
}

@ObjectType("ModuleFunnel", { simpleResolvers: true, description: `What learners who take the track did in a module. ${EDITORS}` })
export class ModuleFunnelType implements Pick<ModuleFigures, "started" | "completed"> {
  @Field(() => Int, { description: "Learners who started any lesson of the module." })
  started!: number;

  @Field(() => Int, { description: "Learners who completed all published lessons of the module. Assignments do not count here." })
  completed!: number;

  @Field(() => [LessonFunnelType], { description: "Published lessons in order." })
  lessons!: LessonFigures[];
}

@ObjectType("TrackAnalytics", {
  simpleResolvers: true,
  description: `How far learners get in a track. Only those count who take it now, and only published lessons. ${EDITORS}`,
})
export class TrackAnalyticsType implements Pick<TrackAnalytics, "enrolled" | "started" | "completed" | "refreshedAt"> {
  @Field(() => TrackType, { description: "The track." })
  track!: TrackRow;

  @Field(() => Int, { description: "Learners who take the track." })
  enrolled!: number;

  @Field(() => Int, { description: "Of them, those who started any lesson." })
  started!: number;

  @Field(() => Int, { description: "Of them, those who have completed the track, with its assignments (`Enrollment.completedAt`)." })
  completed!: number;

  @Field(() => [ModuleFunnelType], { description: "Modules in order." })
  modules!: ModuleFunnel[];

  @Field(() => GraphQLDateTime, { description: REFRESHED_AT })
  refreshedAt!: Date;
}
