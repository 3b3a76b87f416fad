import { GraphQLDate, GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { connectionOf, PageArgs } from "../../../../graphql/pagination.js";
import type { ClassRow } from "../../../learning/classes/class.rows.js";
import { ClassType } from "../../../learning/classes/class.type.js";
import { REFRESHED_AT } from "../platform/platform-analytics.type.js";
import type { AssignmentFigures, ClassAnalytics, LearnerFigures } from "./class-analytics.js";
import { ACTIVITY_DAYS, type ActivityRow } from "./class-figures.js";
import { RISK_KINDS, RISK_RULE, type Risk, type RiskKind } from "./risks.js";

const STAFF = "Visible to instructors and assistants of the class, and to admins.";

const RiskKindEnum = enumOf(RISK_KINDS);
registerEnumType(RiskKindEnum, {
  name: "RiskKind",
  description: "Why a learner may need help. The thresholds are in `RiskRule`.",
  valuesConfig: {
    INACTIVE: {
      description: `\`value\` days without activity on the platform, or since joining the class if that was later. From ${RISK_RULE.inactiveDays} days on.`,
    },
    BEHIND_MEDIAN: {
      description: `The completion is \`value\` percentage points below the median of the class. From ${RISK_RULE.behindPercentagePoints} on, in classes of at least ${RISK_RULE.leastLearnersOfMedian} learners.`,
    },
    REPEATED_FAILURE: {
      description: `\`value\` judged submissions in ${RISK_RULE.failureDays} days to \`problem\`, which is assigned and which the learner has not solved. From ${RISK_RULE.failures} on.`,
    },
    MISSING_WORK: {
      description: `Nothing was handed in for \`value\` assignments that are due for the learner. From ${RISK_RULE.missingAssignments} on.`,
    },
  },
});

@ObjectType("RiskReason", { simpleResolvers: true, description: `A reason why a learner may need help. ${STAFF}` })
export class RiskReasonType implements Omit<Risk, "problemId"> {
  @Field(() => RiskKindEnum, { description: "The reason." })
  kind!: RiskKind;

  @Field(() => Float, { description: "Its number: days, percentage points, submissions or assignments; see the kind." })
  value!: number;
}

@ObjectType("RiskRule", {
  simpleResolvers: true,
  description: "The thresholds of the reasons why learners may need help. The same for all classes.",
})
export class RiskRuleType implements Record<keyof typeof RISK_RULE, number> {
  @Field(() => Int, { description: "INACTIVE: days without activity." })
  inactiveDays!: number;

  @Field(() => Int, { description: "BEHIND_MEDIAN: percentage points below the median completion of the class." })
  behindPercentagePoints!: number;

  @Field(() => Int, { description: "BEHIND_MEDIAN: learners that a class needs for a median." })
  leastLearnersOfMedian!: number;

  @Field(() => Int, { description: "REPEATED_FAILURE: judged submissions to a problem that is not solved." })
  failures!: number;

  @Field(() => Int, { description: "REPEATED_FAILURE: days (UTC) in which they count, today included." })
  failureDays!: number;

  @Field(() => Int, { description: "MISSING_WORK: assignments that are due without work." })
  missingAssignments!: number;
}

@ObjectType("ClassLearnerFigures", { description: `What a learner has done in a class. ${STAFF}` })
export class ClassLearnerFiguresType implements Pick<LearnerFigures, "assigned" | "handedIn" | "missing" | "completion" | "activeDays"> {
  @Derived(({ lastActiveOn }: LearnerFigures) => lastActiveOn && new Date(Date.parse(lastActiveOn)))
  @Field(() => GraphQLDate, {
    nullable: true,
    description: "Last day (UTC) with activity on the platform: submissions, lessons, quizzes or a sign-in. Null if there was none.",
  })
  lastActiveOn!: Date | null;

  @Field(() => Int, { description: `Days (UTC) with activity on the platform, of the last ${ACTIVITY_DAYS}, today included.` })
  activeDays!: number;

  @Field(() => Int, { description: "Assignments that have opened." })
  assigned!: number;

  @Field(() => Int, { description: "Of them, those with work since they opened, by the learner or their group." })
  handedIn!: number;

  @Field(() => Int, { description: "Of them, those that are due for this learner without any work." })
  missing!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      "Share of the assigned work that is done, 0 to 1: each problem of an assignment (done when solved, now or before), each quiz and each piece of free work (done when handed in) counts as one. Null while nothing has opened.",
  })
  completion!: number | null;

  @Field(() => [RiskReasonType], {
    description: "Why the learner may need help, by the thresholds of `riskRule`. Empty if nothing speaks for it.",
  })
  risks!: Risk[];
}

export const ClassLearnerFiguresConnection = connectionOf("ClassLearnerFigures", () => ClassLearnerFiguresType);

@ArgsType()
export class ClassLearnersArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, description: "Only learners with a reason in `risks`. Default false." })
  onlyAtRisk?: boolean | null;
}

@ObjectType("ClassAssignmentFigures", {
  simpleResolvers: true,
  description: `How far a class is with an assignment that has opened. ${STAFF}`,
})
export class ClassAssignmentFiguresType implements Pick<AssignmentFigures, "handedIn" | "missing"> {
  @Field(() => Int, { description: "Learners with work since it opened, by themselves or by their group." })
  handedIn!: number;

  @Field(() => Int, { description: "Learners for whom it is due without any work." })
  missing!: number;
}

@ObjectType("ClassActivityDay", { description: `How many learners of a class were active on a day. ${STAFF}` })
export class ClassActivityDay {
  @Derived(({ day }: ActivityRow) => new Date(Date.parse(day)))
  @Field(() => GraphQLDate, { description: "The day, from midnight to midnight UTC." })
  date!: Date;

  @Field(() => Int, { description: "Present learners of the class with activity on the platform." })
  learners!: number;
}

@ObjectType("ClassAnalytics", { description: `How a class is doing. ${STAFF}` })
export class ClassAnalyticsType implements Pick<
  ClassAnalytics,
  "medianCompletion" | "activeLearners7Days" | "activeLearners28Days" | "refreshedAt"
> {
  @Field(() => ClassType, { name: "class", description: "The class." })
  class!: ClassRow;

  @Derived(({ learners }: ClassAnalytics) => learners.length)
  @Field(() => Int, { description: "Learners of the class." })
  learnerCount!: number;

  @Derived(({ learners }: ClassAnalytics) => learners.filter(({ risks }) => risks.length > 0).length)
  @Field(() => Int, { description: "Learners with a reason in `risks`." })
  atRiskCount!: number;

  @Field(() => Float, {
    nullable: true,
    description: `Median completion of the learners, 0 to 1. Null while nothing has opened, and for fewer than ${RISK_RULE.leastLearnersOfMedian} learners.`,
  })
  medianCompletion!: number | null;

  @Field(() => Int, { description: "Learners with activity on the platform in the last 7 days (UTC), today included." })
  activeLearners7Days!: number;

  @Field(() => Int, { description: `Learners with activity on the platform in the last ${ACTIVITY_DAYS} days (UTC), today included.` })
  activeLearners28Days!: number;

  @Field(() => [ClassActivityDay], { description: `The last ${ACTIVITY_DAYS} days, today last.` })
  activity!: ActivityRow[];

  @Field(() => [ClassAssignmentFiguresType], { description: "Assignments that have opened, oldest first. Empty without learners." })
  assignments!: AssignmentFigures[];

  @Derived(() => RISK_RULE)
  @Field(() => RiskRuleType, { description: "The thresholds by which learners have a reason in `risks`." })
  riskRule!: RiskRuleType;

  @Field(() => GraphQLDateTime, {
    description: `${REFRESHED_AT} Work and activity are read as they are now; failed submissions are as of this moment.`,
  })
  refreshedAt!: Date;
}
