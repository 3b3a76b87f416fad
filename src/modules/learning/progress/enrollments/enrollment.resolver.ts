import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { decide, mayReadTrack } from "../../../../access/policy.js";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { lessonById } from "../../content/lessons/lesson.loaders.js";
import { mayReadLesson, type LessonRow } from "../../content/lessons/lesson.rows.js";
import { LessonType } from "../../content/lessons/lesson.type.js";
import { trackById } from "../../content/tracks/track.loaders.js";
import type { TrackRow } from "../../content/tracks/track.rows.js";
import { TrackType } from "../../content/tracks/track.type.js";
import { enrollmentOfTrack, nextLessonOfEnrollment } from "./enrollment.loaders.js";
import { readEnrollment, type EnrollmentRow } from "./enrollment.rows.js";
import {
  EnrollInput,
  EnrollmentConnection,
  EnrollmentListArgs,
  EnrollmentType,
  EnrollPayload,
  UnenrollInput,
  UnenrollPayload,
} from "./enrollment.type.js";
import { MOST_ENROLLMENTS, type EnrollmentsService } from "./enrollments.service.js";

@Resolver(() => EnrollmentType)
export class EnrollmentResolver {
  constructor(
    private readonly enrollments: EnrollmentsService,
    private readonly watchEnrollment: (id: string) => Promise<AsyncIterableIterator<EnrollmentRow>>,
  ) {}

  @Allow("progress:read")
  @Query(() => EnrollmentConnection, {
    name: "myEnrollments",
    description: "Tracks that you take, last activity first. Errors: BAD_USER_INPUT.",
  })
  list(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => EnrollmentListArgs) { filter, ...page }: EnrollmentListArgs,
  ): Promise<Connection<EnrollmentRow>> {
    return this.enrollments.list(em, signedIn, page, filter?.status ?? null);
  }

  @Allow("progress:edit")
  @Mutation(() => EnrollPayload, {
    description: `Takes a track. Repeating the call changes nothing. Problems and quizzes that you did before count at once. Errors: BAD_USER_INPUT, NOT_FOUND, ENTITLEMENT_REQUIRED when the track is \`locked\`: order it or a plan (\`products\`), CONFLICT when the track is not published, or when you take ${MOST_ENROLLMENTS} tracks.`,
  })
  async enroll(
    @Ctx() context: RequestContext,
    @Arg("input", () => EnrollInput, { description: "The track to take." }) { trackId }: EnrollInput,
  ): Promise<EnrollPayload> {
    const enrollment = await this.enrollments.enroll(context.signedIn, trackId);
    context.renew();
    return { enrollment };
  }

  @Allow("progress:edit")
  @Mutation(() => UnenrollPayload, {
    description:
      "Leaves a track. What you did stays, and counts again if you enrol anew; a certificate stays too. Repeating the call changes nothing. Errors: BAD_USER_INPUT.",
  })
  async unenroll(
    @Ctx() context: RequestContext,
    @Arg("input", () => UnenrollInput, { description: "The track to leave." }) { trackId }: UnenrollInput,
  ): Promise<UnenrollPayload> {
    const deletedId = await this.enrollments.unenroll(context.signedIn, trackId);
    context.renew();
    const track = await context.loader(trackById).load(trackId);
    return { deletedId, track: track && mayReadTrack(context.viewer, track) ? track : null };
  }

  @Allow("progress:read")
  @Subscription(() => EnrollmentType, {
    ...fedByStream,
    description:
      "Live progress in a track that you take: the present state, then each change, after it is stored, whichever way it came about. Changes within a quarter of a second may come as one event with the newest state. Completes when you leave the track. Errors: NOT_FOUND if you do not take the track.",
  })
  progressChanged(
    @Root() row: EnrollmentRow,
    @Arg("trackId", () => idOf("Track"), { description: "ID of the track." }) _trackId: string,
  ): EnrollmentRow {
    return row;
  }

  @StreamOf("progressChanged")
  async watch({ trackId }: { trackId: string }, { em, signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.watchEnrollment((await readEnrollment(em, signedIn.id, trackId)).id);
  }

  @FieldResolver(() => TrackType, { description: "The track, also if it was archived since." })
  track(@Ctx() context: RequestContext, @Root() { trackId }: EnrollmentRow): Promise<TrackRow | null> {
    return context.loader(trackById).load(trackId);
  }

  @FieldResolver(() => LessonType, {
    nullable: true,
    description: "The lesson that you viewed last. Null if there is none that you may read.",
  })
  async lastLesson(@Ctx() context: RequestContext, @Root() { lastLessonId }: EnrollmentRow): Promise<LessonRow | null> {
    const lesson = lastLessonId === null ? null : await context.loader(lessonById).load(lastLessonId);
    return lesson && mayReadLesson(context.viewer, lesson) ? lesson : null;
  }

  @FieldResolver(() => LessonType, {
    nullable: true,
    description:
      "Where to go on: `lastLesson` until it is complete; then the next incomplete lesson whose prerequisites are complete, in the order of the track, and after the last one from the beginning. Null when nothing is left, and, for learners, while the track is not published.",
  })
  nextLesson(@Ctx() context: RequestContext, @Root() { id }: EnrollmentRow): Promise<LessonRow | null> {
    return context.loader(nextLessonOfEnrollment).load(id);
  }
}

@Resolver(() => TrackType)
export class TrackEnrollmentResolver {
  @Visible("public")
  @FieldResolver(() => EnrollmentType, {
    nullable: true,
    description: "Your enrolment. Null if you do not take the track or are not signed in, and for API tokens.",
  })
  async viewerEnrollment(@Ctx() context: RequestContext, @Root() { id }: TrackRow): Promise<EnrollmentRow | null> {
    return decide(context.viewer, "progress:read") === "allowed" ? context.loader(enrollmentOfTrack).load(id) : null;
  }
}
