import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { mayGradeClass } from "../../classes/class.rows.js";
import { rubricOf } from "../grading/rubric.js";
import { CountedEnum, LateCurveType, RubricCriterion } from "../policy/policy.type.js";
import type { AssignmentRow } from "./assignment.rows.js";
import { CLASS_ASSIGNMENT_KINDS, type ClassAssignmentKind, type Counted } from "./class-assignment.entity.js";
import { EnteredDateTime } from "./wall-time.type.js";

export const ClassAssignmentKindEnum = enumOf(CLASS_ASSIGNMENT_KINDS);
registerEnumType(ClassAssignmentKindEnum, {
  name: "ClassAssignmentKind",
  description: "What is handed in.",
  valuesConfig: {
    PROBLEMS: { description: "Submissions to problems by `submitCode`, made while it is open for the learner." },
    QUIZ: { description: "Attempts at a quiz, made while it is open for the learner." },
    FREE: { description: "Texts and files by `submitCoursework`, which staff grade." },
  },
});

const entered =
  (name: "opens" | "due" | "closes" | "release") =>
  ({ dates }: AssignmentRow) =>
    dates[name] ?? null;

@ObjectType("ClassAssignment", {
  implements: Node,
  simpleResolvers: true,
  description:
    "Work that a class hands in by a date. Not an `Assignment`, which is self-paced work of a track. Staff of the class see it at once, learners from `opensAt` on.",
})
export class ClassAssignmentType implements Pick<
  AssignmentRow,
  | "id"
  | "kind"
  | "title"
  | "opensAt"
  | "dueAt"
  | "closesAt"
  | "releaseAt"
  | "released"
  | "viewerDueAt"
  | "viewerClosesAt"
  | "points"
  | "counted"
  | "weight"
  | "policyVersion"
  | "groupWork"
  | "remindHours"
  | "version"
  | "createdAt"
  | "updatedAt"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => ClassAssignmentKindEnum, { description: "What is handed in." })
  kind!: ClassAssignmentKind;

  @Field(() => String, { description: "Display title." })
  title!: string;

  @Derived(({ instructions }: AssignmentRow) => markdown(instructions))
  @Field(() => MarkdownType, { description: "What to do; may be empty." })
  instructions?: MarkdownType;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When learners see it and can begin; null: hidden from learners." })
  opensAt!: Date | null;

  @Derived(entered("opens"))
  @Field(() => EnteredDateTime, { nullable: true, description: "`opensAt` as it was entered." })
  opensAtLocal?: EnteredDateTime | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Until when work is in time; null: work is never late." })
  dueAt!: Date | null;

  @Derived(entered("due"))
  @Field(() => EnteredDateTime, { nullable: true, description: "`dueAt` as it was entered." })
  dueAtLocal?: EnteredDateTime | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "Until when work counts; null: it never closes. Submissions to problems are judged afterwards, too, but do not count.",
  })
  closesAt!: Date | null;

  @Derived(entered("closes"))
  @Field(() => EnteredDateTime, { nullable: true, description: "`closesAt` as it was entered." })
  closesAtLocal?: EnteredDateTime | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When learners see their grades; null: not planned." })
  releaseAt!: Date | null;

  @Derived(entered("release"))
  @Field(() => EnteredDateTime, { nullable: true, description: "`releaseAt` as it was entered; null if grades were released by hand." })
  releaseAtLocal?: EnteredDateTime | null;

  @Field(() => Boolean, { description: "Whether learners see their grades." })
  released!: boolean;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Your due time: `dueAt`, or that of your or your group's extension." })
  viewerDueAt!: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "Your closing time: `closesAt`, or that of your or your group's extension.",
  })
  viewerClosesAt!: Date | null;

  @Field(() => Int, { description: "Points of a QUIZ or of FREE work. Those of PROBLEMS are at the problems." })
  points!: number;

  @Field(() => CountedEnum, { description: "Which attempts count." })
  counted!: Counted;

  @Field(() => LateCurveType, { description: "Credit of late work." })
  lateCurve!: LateCurveType;

  @Field(() => Int, { description: "Weight in the total of the class." })
  weight!: number;

  @Derived(({ kind, rubric, points }: AssignmentRow) => (kind === "FREE" ? rubricOf(rubric, points).criteria : []))
  @Field(() => [RubricCriterion], {
    description: "Rubric of FREE work; empty for other kinds. Without one, a single criterion without a title has all points.",
  })
  rubric?: RubricCriterion[];

  @Field(() => Int, {
    description:
      "Version of the grading policy: points, counted attempts, late curve, weight and rubric. Each grade names the one it was computed by.",
  })
  policyVersion!: number;

  @Field(() => Boolean, { description: "Whether groups hand it in: one submission, and grades for all members." })
  groupWork!: boolean;

  @Derived((row: AssignmentRow) => (mayGradeClass(row) ? row.remindHours : null))
  @Field(() => Int, {
    nullable: true,
    description:
      "Hours before the due time at which learners who have handed in nothing are reminded. Null: no reminder, or you are a learner.",
  })
  remindHours!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Days after the release of grades in which learners may ask for a regrade; null: they may not.",
  })
  regradeDays!: number | null;

  @Field(() => Int, { description: "Version, for `expectedVersion`." })
  version!: number;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last changed." })
  updatedAt!: Date;
}

export const ClassAssignmentConnection = connectionOf("ClassAssignment", () => ClassAssignmentType);

@ObjectType("ClassAssignmentProblem", { simpleResolvers: true, description: "A problem of an assignment of a class." })
export class ClassAssignmentProblemType {
  @Field(() => Int, { description: "Points." })
  points!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: "Figures of the grades that present learners of the class have for an assignment, without names. In points.",
})
export class ClassAssignmentStatistics {
  @Field(() => Int, { description: "Number of grades." })
  graded!: number;

  @Field(() => Float, { nullable: true, description: "Mean; null without grades." })
  mean!: number | null;

  @Field(() => Float, { nullable: true, description: "Lowest; null without grades." })
  lowest!: number | null;

  @Field(() => Float, { nullable: true, description: "Highest; null without grades." })
  highest!: number | null;
}
