import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { GradeLineType } from "../../../learning/coursework/grades/grade.type.js";
import { readerOf } from "../../../learning/coursework/grades/reader.js";
import { explain, type GradeLine } from "../../../learning/coursework/grading/explain.js";
import { ASSESSMENT_LIMITS, LINK_DAYS, SESSION_DAYS, SESSIONS_MAX } from "../assessment-limits.js";
import { evidenceFigures } from "../integrity/evidence.rows.js";
import { AssessmentEvidenceType } from "../integrity/evidence.type.js";
import { tasksOfSitting, treeOfSitting, type ShownTask } from "../sitting/task.rows.js";
import { AssessmentTaskType } from "../sitting/task.type.js";
import * as input from "./candidate.input.js";
import { readCandidate, type CandidateRow } from "./candidate.rows.js";
import * as payload from "./candidate.payload.js";
import * as type from "./candidate.type.js";
import type { CandidatesService } from "./candidates.service.js";
import type { CandidateSession, GuestSessions } from "./guest-sessions.js";
import { INVITED_PER_DAY, MAILS_PER_DAY } from "./invitation-rates.js";

const sessionOf = ({ token, expiresAt, candidate: { title } }: CandidateSession) => ({ token, expiresAt, title });

@Resolver(() => type.AssessmentCandidateType)
export class AssessmentCandidateResolver {
  constructor(
    private readonly candidates: CandidatesService,
    private readonly sessions: GuestSessions,
  ) {}

  @Allow("assessment:edit")
  @Query(() => type.AssessmentCandidateType, { description: "A candidate of an assessment that you run. Errors: NOT_FOUND." })
  assessmentCandidate(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("AssessmentCandidate"), { description: "The candidate." }) id: string,
  ): Promise<CandidateRow> {
    return readCandidate(em, signedIn, id);
  }

  @Allow("assessment:edit")
  @Query(() => type.AssessmentCandidateConnection, {
    description: "Candidates of an assessment that you run. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  assessmentCandidates(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => input.CandidateListArgs) args: input.CandidateListArgs,
  ): Promise<Connection<CandidateRow>> {
    return this.candidates.list(em, signedIn, args);
  }

  @Allow("assessment:edit")
  @Mutation(() => payload.InviteAssessmentCandidatesPayload, {
    description: `Invites candidates, all or none; those invited earlier stay as they are. An address gets a mail with a link that works for ${LINK_DAYS} days, at most ${MAILS_PER_DAY} mails a day from all authors; an account gets a notification. An assessment has at most ${ASSESSMENT_LIMITS.candidates} candidates, and an account invites at most ${INVITED_PER_DAY} a day. Errors: BAD_USER_INPUT, NOT_FOUND, RATE_LIMITED, CONFLICT unless it is PUBLISHED.`,
  })
  async inviteAssessmentCandidates(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.InviteAssessmentCandidatesInput, { description: "The candidates." })
    { assessmentId, candidates }: input.InviteAssessmentCandidatesInput,
  ): Promise<payload.InviteAssessmentCandidatesPayload> {
    return { candidates: await this.candidates.invite(signedIn, assessmentId, candidates, address) };
  }

  @Allow("assessment:edit")
  @Mutation(() => payload.ResendAssessmentInvitationPayload, {
    description:
      "Sends a candidate a new link. Earlier links stop working; sessions stay. Takes back a revocation. Errors: NOT_FOUND, CONFLICT if the assessment is archived, RATE_LIMITED after too many mails to the address.",
  })
  async resendAssessmentInvitation(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.AssessmentCandidateIdInput, { description: "The candidate." }) { id }: input.AssessmentCandidateIdInput,
  ) {
    return { candidate: await this.candidates.resend(signedIn, id, address) };
  }

  @Allow("assessment:edit")
  @Mutation(() => payload.RevokeAssessmentCandidatePayload, {
    description:
      "Ends a candidate's link and sessions at once, and an open sitting with what was saved. Safe to repeat. Errors: NOT_FOUND.",
  })
  async revokeAssessmentCandidate(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.AssessmentCandidateIdInput, { description: "The candidate." }) { id }: input.AssessmentCandidateIdInput,
  ) {
    return { candidate: await this.candidates.revoke(signedIn, id, address) };
  }

  @Allow("assessment:edit")
  @Mutation(() => payload.SetAssessmentAccommodationPayload, {
    description:
      "Sets a candidate's extra time and breaks. It counts for an open sitting at once. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT once the candidate has finished, and if the assessment is archived.",
  })
  async setAssessmentAccommodation(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.SetAssessmentAccommodationInput, { description: "The accommodations." })
    change: input.SetAssessmentAccommodationInput,
  ) {
    return { candidate: await this.candidates.accommodate(signedIn, change, address) };
  }

  @Allow("assessment:edit")
  @Mutation(() => payload.DeleteAssessmentCandidatePayload, {
    description: "Deletes a candidate with everything that is held, code and results included. It can't be undone. Errors: NOT_FOUND.",
  })
  async deleteAssessmentCandidate(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => input.AssessmentCandidateIdInput, { description: "The candidate." }) { id }: input.AssessmentCandidateIdInput,
  ): Promise<payload.DeleteAssessmentCandidatePayload> {
    await this.candidates.remove(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("public")
  @Mutation(() => payload.OpenAssessmentPayload, {
    description: `Opens the link of an invitation; no account is needed. The session lasts ${SESSION_DAYS} days and does nothing but this assessment. Open the link again for another device; of more than ${SESSIONS_MAX} sessions the oldest end. Your time starts with \`startAssessment\` only. Errors: BAD_USER_INPUT for links that don't work, RATE_LIMITED.`,
  })
  async openAssessment(@Arg("input", () => input.OpenAssessmentInput, { description: "The link." }) { token }: input.OpenAssessmentInput) {
    return sessionOf(await this.sessions.open(token));
  }

  @Allow("assessment:invited")
  @Mutation(() => payload.OpenMyAssessmentPayload, {
    description: "The same as `openAssessment` for an invitation of your account. Errors: NOT_FOUND, RATE_LIMITED.",
  })
  async openMyAssessment(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.OpenMyAssessmentInput, { description: "The invitation." }) { id }: input.OpenMyAssessmentInput,
  ) {
    return sessionOf(await this.sessions.openOwn(signedIn, id));
  }

  @Allow("assessment:invited")
  @Query(() => type.AssessmentInvitationConnection, {
    description: "Assessments that your account or its confirmed address is invited to, newest first. Errors: BAD_USER_INPUT.",
  })
  myAssessmentInvitations(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<CandidateRow>> {
    return this.sessions.invitations(em, signedIn, page);
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Account that was invited; null if it was an address." })
  account(@Ctx() context: RequestContext, @Root() { accountId }: CandidateRow): Promise<UserType | null> | null {
    return accountId === null ? null : context.loader(userById).load(accountId);
  }

  @FieldResolver(() => [AssessmentTaskType], {
    nullable: true,
    description: "Tasks with the work so far, in order. Null before the start.",
  })
  async tasks(@Ctx() context: RequestContext, @Root() { sittingId }: CandidateRow): Promise<ShownTask[] | null> {
    if (sittingId === null) return null;
    const view = { verdicts: true, results: true, everything: true };
    return (await context.loader(tasksOfSitting).load(sittingId)).map((task) => ({ ...task, view }));
  }

  @FieldResolver(() => [GradeLineType], {
    nullable: true,
    description: "How the score came about, so far while FINISHED. Null before.",
  })
  async lines(@Ctx() context: RequestContext, @Root() { sittingId }: CandidateRow): Promise<GradeLine[] | null> {
    const tree = sittingId === null ? null : await context.loader(treeOfSitting).load(sittingId);
    return tree && explain(tree, await readerOf(context));
  }

  @FieldResolver(() => AssessmentEvidenceType, { nullable: true, description: "What was observed. Null before the start." })
  async evidence(@Ctx() context: RequestContext, @Root() { sittingId }: CandidateRow): Promise<object | null> {
    if (sittingId === null) return null;
    const figures = await context.loader(evidenceFigures).load(sittingId);
    return { sittingId, ...figures };
  }
}
