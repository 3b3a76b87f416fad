import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { AssessmentIdInput, RejudgeAssessmentInput } from "../authoring/assessment.input.js";
import { RejudgeAssessmentPayload, ReleaseAssessmentResultsPayload } from "../authoring/assessment.type.js";
import { GradeAssessmentAnswerPayload } from "../candidates/candidate.payload.js";
import { GradeAssessmentAnswerInput } from "../sitting/sitting.input.js";
import { compareCandidates, type Comparison } from "./comparison.js";
import { AssessmentComparisonType } from "./comparison.type.js";
import type { ResultsService } from "./results.service.js";

@Resolver()
export class AssessmentResultsResolver {
  constructor(private readonly results: ResultsService) {}

  @Allow("assessment:edit")
  @Query(() => AssessmentComparisonType, {
    description: "Compares candidates and variants of an assessment that you run. Errors: NOT_FOUND.",
  })
  assessmentComparison(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("assessmentId", () => idOf("Assessment"), { description: "The assessment." }) assessmentId: string,
  ): Promise<Comparison> {
    return compareCandidates(em, signedIn, assessmentId);
  }

  @Allow("assessment:edit")
  @Query(() => String, {
    description:
      "Results of an assessment that you run as CSV (RFC 4180, UTF-8 with a byte order mark), one line for each candidate: times, score, points by task, and figures of the evidence. Cells that a spreadsheet would run as formulas begin with an apostrophe. Errors: NOT_FOUND.",
  })
  assessmentResultsCsv(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("assessmentId", () => idOf("Assessment"), { description: "The assessment." }) assessmentId: string,
  ): Promise<string> {
    return this.results.csv(em, signedIn, assessmentId);
  }

  @Allow("assessment:edit")
  @Mutation(() => GradeAssessmentAnswerPayload, {
    description:
      "Grades an essay of a candidate who has finished; repeating it changes the grade and the score. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT while the candidate works.",
  })
  async gradeAssessmentAnswer(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => GradeAssessmentAnswerInput, { description: "The grade." }) grade: GradeAssessmentAnswerInput,
  ) {
    return { candidate: await this.results.gradeAnswer(signedIn, grade) };
  }

  @Allow("assessment:edit")
  @Mutation(() => ReleaseAssessmentResultsPayload, {
    description:
      "Shows candidates their results: those who are graded now, by mail or notification, and those who will be. It can't be taken back; repeating it changes nothing. Errors: NOT_FOUND.",
  })
  async releaseAssessmentResults(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => AssessmentIdInput, { description: "The assessment." }) { id }: AssessmentIdInput,
  ) {
    return { assessment: await this.results.release(signedIn, id, address) };
  }

  @Allow("assessment:edit")
  @Mutation(() => RejudgeAssessmentPayload, {
    description:
      "Judges submitted code of an assessment that you run again, as after a correction of tests: all of it, or that of one problem. Results of candidates follow when it is judged, also of those who are graded; a change of a score is in the audit log. Code that is being judged is left out. Errors: BAD_USER_INPUT, NOT_FOUND, RATE_LIMITED, CONFLICT if all of it is being rejudged.",
  })
  async rejudgeAssessment(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RejudgeAssessmentInput, { description: "What to judge again." }) { id, problemId, reason }: RejudgeAssessmentInput,
  ): Promise<RejudgeAssessmentPayload> {
    const wanted = { id, problemId: problemId ?? null, reason: reason ?? "" };
    const { assessment, count } = await this.results.rejudge(signedIn, wanted, address);
    return { assessment, rejudgedCount: count };
  }
}
