import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { JudgementType } from "../judgements/judgement.type.js";
import { SubmissionType, type SubmissionRow } from "../submission.type.js";
import type { RejudgedSubmissionRow } from "./rejudged-submissions.js";
import { RejudgedSubmissionType } from "./rejudging.type.js";

@Resolver(() => RejudgedSubmissionType)
export class RejudgedSubmissionResolver {
  constructor(private readonly judgementById: LoaderFactory<string, JudgementType | null>) {}

  @FieldResolver(() => SubmissionType, { description: "The submission. Its `judgement` is the one that counts at present." })
  submission(@Root() row: RejudgedSubmissionRow): SubmissionRow {
    return row;
  }

  @FieldResolver(() => JudgementType, { nullable: true, description: "The judgement before: its verdict counts until the set is applied." })
  previousJudgement(@Ctx() context: RequestContext, @Root() row: RejudgedSubmissionRow): Promise<JudgementType | null> {
    return context.loader(this.judgementById).load(row.previousJudgementId);
  }

  @FieldResolver(() => JudgementType, { nullable: true, description: "The new judgement." })
  judgement(@Ctx() context: RequestContext, @Root() row: RejudgedSubmissionRow): Promise<JudgementType | null> {
    return context.loader(this.judgementById).load(row.judgementId);
  }
}
