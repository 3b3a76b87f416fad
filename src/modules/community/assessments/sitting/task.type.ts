import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import { JudgementStatusEnum, Verdict } from "../../../practice/submissions/judgements/judgement.type.js";
import type { CodeRow, ShownCode, ShownTask, TaskRow } from "./task.rows.js";

@ObjectType("AssessmentProblem", {
  description: "A problem as an assessment gives it to a candidate. It may be one that the catalog does not show.",
})
export class AssessmentProblemType {
  @Field(() => String, { description: "Title." })
  title!: string;

  @Field(() => Int, { description: "CPU time limit of a test in milliseconds, before factors of the language." })
  timeLimitMs!: number;

  @Field(() => Int, { description: "Memory limit of a test in KiB." })
  memoryLimitKb!: number;
}

@ObjectType("AssessmentSavedCode", { simpleResolvers: true, description: "Code that was saved and may not be submitted yet." })
export class AssessmentSavedCodeType {
  @Derived(({ language }: TaskRow) => (language === null ? null : languageOf({ language })))
  @Field(() => LanguageType, { nullable: true, description: "Its language; null before the first save." })
  language?: LanguageType | null;

  @Derived(({ source }: TaskRow) => source ?? "")
  @Field(() => String, { description: "The code; empty before the first save." })
  source?: string;

  @Derived(({ codeVersion }: TaskRow) => codeVersion)
  @Field(() => Int, { description: "Number of saves. `saveAssessmentCode` takes it as `expectedVersion`." })
  version?: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was saved last." })
  savedAt!: Date | null;
}

@ObjectType("AssessmentSubmission", { description: "Code that a candidate submitted. Only the assessment shows it." })
export class AssessmentSubmissionType implements Pick<CodeRow, "number" | "sourceBytes" | "submittedAt"> {
  @Field(() => Int, { description: "Number among the submissions of the task, from 1." })
  number!: number;

  @Derived(languageOf)
  @Field(() => LanguageType, { description: "Language." })
  language!: string;

  @Field(() => Int, { description: "Size of the source, in bytes of UTF-8." })
  sourceBytes!: number;

  @Field(() => GraphQLDateTime, { description: "When it was received." })
  submittedAt!: Date;

  @Field(() => JudgementStatusEnum, { description: "Whether it is judged." })
  status!: string;

  @Derived(({ verdict, view }: ShownCode) => (view.verdicts ? verdict : null))
  @Field(() => Verdict, {
    nullable: true,
    description:
      "Verdict; null until judged. Candidates see it if `CandidateAssessment.feedback` is VERDICTS, and once results are released.",
  })
  verdict!: string | null;

  @Derived(({ score, view }: ShownCode) => (view.results ? score : null))
  @Field(() => Float, {
    nullable: true,
    description: "Points by the problem's own scoring; null without one, and until results are shown.",
  })
  score!: number | null;
}

@ObjectType("AssessmentTask", {
  description: "A problem or a quiz that a candidate got. Fixed when the candidate starts; the seed decides which.",
})
export class AssessmentTaskType implements Pick<TaskRow, "position" | "section" | "title" | "points"> {
  @Field(() => Int, { description: "Position, from 1." })
  position!: number;

  @Field(() => String, { description: "Heading of its section; may be empty." })
  section!: string;

  @Field(() => String, { description: "Title of the problem or quiz." })
  title!: string;

  @Field(() => Int, { description: "Points for a full solution." })
  points!: number;

  @Derived(({ earned, view }: ShownTask) => (view.results ? earned : null))
  @Field(() => Float, { nullable: true, description: "Points earned. Null until graded, and for candidates until results are released." })
  earned!: number | null;

  @Derived((task: ShownTask) => (task.problemId === null ? null : task))
  @Field(() => AssessmentSavedCodeType, { nullable: true, description: "Saved code; null for a quiz." })
  savedCode!: AssessmentSavedCodeType | null;
}
