import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { enrollmentOfTrack } from "../enrollments/enrollment.loaders.js";
import { MOST_CREDITED_SECONDS, type ActivityService } from "./activity.service.js";
import { RecordActivityInput, RecordActivityPayload } from "./activity.type.js";

@Resolver()
export class ActivityResolver {
  constructor(private readonly activity: ActivityService) {}

  @Allow("progress:edit")
  @Mutation(() => RecordActivityPayload, {
    description: `Says that you are viewing a lesson now: remembers the place, and adds the time since your last report, in whichever lesson, to this one: at most ${MOST_CREDITED_SECONDS} seconds, measured by the server. Send it when a lesson is opened, and every 30 seconds while it is visible. Several tabs together never count more than the time that has passed. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT if you do not take the track.`,
  })
  async recordActivity(
    @Ctx() context: RequestContext,
    @Arg("input", () => RecordActivityInput, { description: "What you are viewing." }) { lessonId, blockKey }: RecordActivityInput,
  ): Promise<RecordActivityPayload> {
    const lesson = await this.activity.record(context.signedIn, lessonId, blockKey?.toLowerCase() ?? null);
    context.renew();
    return { lesson, enrollment: await context.loader(enrollmentOfTrack).load(lesson.trackId) };
  }
}
