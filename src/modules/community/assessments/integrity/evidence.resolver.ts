import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../../../graphql/context.js";
import { messagesIn } from "../../../../messages/messages.js";
import { readerOf } from "../../../learning/coursework/grades/reader.js";
import { LISTED_SIGNALS, signalsOfSitting, similaritiesOfSitting, type SignalRow, type SimilarityRow } from "./evidence.rows.js";
import { AssessmentEvidenceType, AssessmentSignalType, AssessmentSimilarityType } from "./evidence.type.js";

interface OfSitting {
  sittingId: string;
}

@Resolver(() => AssessmentEvidenceType)
export class AssessmentEvidenceResolver {
  @FieldResolver(() => [AssessmentSignalType], { description: `The signals in order, at most ${LISTED_SIGNALS}.` })
  signals(@Ctx() context: RequestContext, @Root() { sittingId }: OfSitting): Promise<SignalRow[]> {
    return context.loader(signalsOfSitting).load(sittingId);
  }

  @FieldResolver(() => [AssessmentSimilarityType], {
    description: "Final code of other candidates that is alike, most first, at most 50. Computed when a sitting ends.",
  })
  similarities(@Ctx() context: RequestContext, @Root() { sittingId }: OfSitting): Promise<SimilarityRow[]> {
    return context.loader(similaritiesOfSitting).load(sittingId);
  }

  @FieldResolver(() => String, { description: "How to read it, for display next to the figures, in the language of your account." })
  async note(@Ctx() context: RequestContext): Promise<string> {
    return messagesIn((await readerOf(context)).language).assessment.evidenceNote;
  }
}
