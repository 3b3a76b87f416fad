import { Arg, Resolver, Root, Subscription } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import type { GradeRow } from "./grade.rows.js";
import { CourseworkGradeType } from "./grade.type.js";
import type { GradeStreams } from "./grades.stream.js";

@Resolver(() => CourseworkGradeType)
export class GradeStreamsResolver {
  constructor(private readonly streams: GradeStreams) {}

  @Allow("coursework:read")
  @Subscription(() => CourseworkGradeType, {
    ...fedByStream,
    description:
      "Your released grades, at most 500, then each one that is released or changes. If you subscribe again after a disconnect, you get the present grades. Never completes. Errors: NOT_FOUND.",
  })
  gradeChanged(
    @Root() grade: GradeRow,
    @Arg("classId", () => idOf("Class"), { nullable: true, description: "Only grades in this class. Default: in all your classes." })
    _classId?: string | null,
  ): GradeRow {
    return grade;
  }

  @Allow("coursework:edit")
  @Subscription(() => CourseworkGradeType, {
    ...fedByStream,
    description:
      "Grades of a class that change, released or not: first those that changed within the last minute. If more than 500 change at once, the latest 500: read the gradebook again after a change of policy. For its staff. Never completes. Errors: NOT_FOUND, FORBIDDEN.",
  })
  classGradeChanged(
    @Root() grade: GradeRow,
    @Arg("classId", () => idOf("Class"), { description: "The class." }) _classId: string,
  ): GradeRow {
    return grade;
  }

  @StreamOf("gradeChanged")
  watchOwn({ classId }: { classId?: string | null }, { signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.streams.watchOwn(signedIn, classId ?? null);
  }

  @StreamOf("classGradeChanged")
  watchClass({ classId }: { classId: string }, { signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.streams.watchClass(signedIn, classId);
  }
}
