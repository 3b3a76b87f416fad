import { IsOptional } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf, PageArgs } from "../../../../graphql/pagination.js";
import type { TrackRow } from "../../content/tracks/track.rows.js";
import { TrackType } from "../../content/tracks/track.type.js";
import { ENROLLMENT_STATUSES, type EnrollmentStatus } from "./enrollment-status.js";
import type { EnrollmentRow } from "./enrollment.rows.js";

const EnrollmentStatusEnum = enumOf(ENROLLMENT_STATUSES);
registerEnumType(EnrollmentStatusEnum, {
  name: "EnrollmentStatus",
  description: "Whether a track that you take was ever completed.",
  valuesConfig: {
    ACTIVE: { description: "`completedAt` is null." },
    COMPLETED: { description: "`completedAt` is set. Stays so when the track gets more lessons." },
  },
});

@ObjectType("Enrollment", {
  implements: Node,
  simpleResolvers: true,
  description: "A track that you take. Visible to you only, also after the track was archived.",
})
export class EnrollmentType implements Pick<EnrollmentRow, "id" | "enrolledAt" | "lastActivityAt" | "completedAt" | "lastBlockKey"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => GraphQLDateTime, { description: "When you enrolled." })
  enrolledAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When you last did something in the track. At first, when you enrolled." })
  lastActivityAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      "When all lessons and assignments were complete for the first time. Null until then. Stays when the track changes, or you take a completion back.",
  })
  completedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "Key of the block of `lastLesson` that you viewed last. Null if none was reported. The block may no longer exist.",
  })
  lastBlockKey!: string | null;
}

export const EnrollmentConnection = connectionOf("Enrollment", () => EnrollmentType);

@InputType({ description: "Restricts a list of enrolments." })
export class EnrollmentFilter {
  @Field(() => EnrollmentStatusEnum, { nullable: true, description: "Only these. Default: all." })
  @IsOptional()
  status?: EnrollmentStatus | null;
}

@ArgsType()
export class EnrollmentListArgs extends PageArgs {
  @Field(() => EnrollmentFilter, { nullable: true, description: "Which enrolments. Default: all." })
  @IsOptional()
  filter?: EnrollmentFilter | null;
}

@InputType({ description: "The track to take." })
export class EnrollInput {
  @Field(() => idOf("Track"), { description: "ID of a published track." })
  trackId!: string;
}

@InputType({ description: "The track to leave." })
export class UnenrollInput {
  @Field(() => idOf("Track"), { description: "ID of the track." })
  trackId!: string;
}

@ObjectType({ description: "Result of enroll." })
export class EnrollPayload {
  @Field(() => EnrollmentType, { description: "The enrolment; the existing one if you already take the track." })
  enrollment!: EnrollmentRow;
}

@ObjectType({ description: "Result of unenroll." })
export class UnenrollPayload {
  @Field(() => idOf("Enrollment"), { nullable: true, description: "ID of the removed enrolment; null if there was none." })
  deletedId!: string | null;

  @Field(() => TrackType, {
    nullable: true,
    description: "The track, with `viewerEnrollment` null. Null if it does not exist or you may not see it.",
  })
  track!: TrackRow | null;
}
