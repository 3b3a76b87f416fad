import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { Verdict } from "../judgements/judgement.type.js";
import { REJUDGING_EFFECTS, type RejudgedSubmissionRow, type RejudgingEffect } from "./rejudged-submissions.js";
import type { VerdictChange } from "./rejudging.entity.js";
import { REJUDGING_STATUSES, type RejudgingRow, type RejudgingStatus } from "./rejudging.rows.js";

const StatusEnum = enumOf(REJUDGING_STATUSES);
registerEnumType(StatusEnum, {
  name: "RejudgingStatus",
  description: "Status of a rejudging.",
  valuesConfig: {
    JUDGING: { description: "Submissions are still being judged, after everything else in the queue." },
    READY: { description: "All are judged. Look at what changes, then apply or cancel it." },
    APPLYING: { description: "It has been applied; the new verdicts are being made to count. It can't be cancelled any more." },
    APPLIED: { description: "The new verdicts count." },
    CANCELLED: { description: "The new verdicts are gone, and nothing has changed." },
  },
});

export const RejudgingEffectEnum = enumOf(REJUDGING_EFFECTS);
registerEnumType(RejudgingEffectEnum, {
  name: "RejudgingEffect",
  description: "What a new verdict means for its submission.",
  valuesConfig: {
    GAINED: { description: "Becomes ACCEPTED, or has more points and did not lose ACCEPTED." },
    LOST: { description: "Was ACCEPTED and is no longer, or has fewer points and did not become ACCEPTED." },
    CHANGED: {
      description: "Has another verdict, ACCEPTED neither before nor after, and no more or fewer points; or a score in place of none.",
    },
    SAME: { description: "Has the same verdict, and the same score if there is one." },
    FAILED: { description: "Could not be judged. Keeps its present verdict when the set is applied." },
  },
});

@ObjectType("VerdictChange", { simpleResolvers: true, description: "How many submissions of a rejudging go from one verdict to another." })
export class VerdictChangeType implements VerdictChange {
  @Field(() => Verdict, { description: "Verdict before." })
  from!: Verdict;

  @Field(() => Verdict, { description: "New verdict. SYSTEM_ERROR is not applied." })
  to!: Verdict;

  @Field(() => Int, { description: "Number of submissions. The two verdicts may be the same." })
  count!: number;
}

@ObjectType("Rejudging", {
  implements: Node,
  description:
    "A set of submissions that are judged again. Their present verdicts stay until the set is applied, and stay for good if it is cancelled.",
})
export class RejudgingType implements Omit<RejudgingRow, "problemId" | "createdById" | "decidedById"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => StatusEnum, { description: "Current status." })
  status!: RejudgingStatus;

  @Field(() => String, { description: "Reason given by its creator; may be empty." })
  reason!: string;

  @Field(() => Boolean, { description: "Whether it is applied without being looked at, once all are judged." })
  applyWhenJudged!: boolean;

  @Field(() => Int, { description: "Number of submissions when it was created. Those of accounts deleted since are not judged." })
  submissionCount!: number;

  @Field(() => Int, { description: "Number of submissions judged so far; of a cancelled set, until it was cancelled." })
  judgedCount!: number;

  @Field(() => Int, { description: "Number of submissions whose new verdict counts." })
  appliedCount!: number;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was applied or cancelled. Null before that." })
  decidedAt!: Date | null;
}

@ObjectType("RejudgedSubmission", { description: "A submission of a rejudging, with its verdicts before and after." })
export class RejudgedSubmissionType implements Pick<RejudgedSubmissionRow, "effect"> {
  @Field(() => RejudgingEffectEnum, { nullable: true, description: "What the new verdict means. Null until it is judged." })
  effect!: RejudgingEffect | null;
}

export const RejudgingConnection = connectionOf("Rejudging", () => RejudgingType);
export const RejudgedSubmissionConnection = connectionOf("RejudgedSubmission", () => RejudgedSubmissionType);
