import { Arg, Resolver, Root, Subscription } from "type-graphql";
import type { SignedIn } from "../../../../access/viewer.js";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { watchRow } from "../../../../graphql/row-stream.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { nullIfNotFound } from "../../../../kernel/errors.js";
import type { Database } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { countCandidates, readAssessment, type AssessmentRow } from "../authoring/assessment.rows.js";
import { AssessmentType } from "../authoring/assessment.type.js";
import { assessmentTopic } from "../sitting/candidate.topic.js";

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  log: Logger;
}

/** How far candidates are is part of what is watched, so that each change of it is delivered. */
async function watchAssessment(
  { db, pubSub, log }: Dependencies,
  viewer: SignedIn,
  id: string,
): Promise<AsyncIterableIterator<AssessmentRow>> {
  await readAssessment(db.em.fork(), viewer, id);
  const read = async (key: string) => {
    const em = db.em.fork();
    const row = await nullIfNotFound(readAssessment(em, viewer, key));
    return row ? { ...row, progress: await countCandidates(em, [key]) } : undefined;
  };
  return watchRow(id, { pubSub, log, topic: assessmentTopic, read, isFinal: ({ status }) => status === "ARCHIVED" });
}

@Resolver(() => AssessmentType)
export class AssessmentProgressResolver {
  constructor(private readonly dependencies: Dependencies) {}

  @Allow("assessment:edit")
  @Subscription(() => AssessmentType, {
    ...fedByStream,
    description:
      "An assessment that you run as it is, then each change of it and of its `counts`: who is invited, has started, finished and is graded. Completes once it is archived. If you subscribe late or again, you get the same state. Errors: NOT_FOUND.",
  })
  assessmentProgress(
    @Root() assessment: AssessmentRow,
    @Arg("id", () => idOf("Assessment"), { description: "The assessment." }) _id: string,
  ): AssessmentRow {
    return assessment;
  }

  @StreamOf("assessmentProgress")
  watch({ id }: { id: string }, { signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return watchAssessment(this.dependencies, signedIn, id);
  }
}
