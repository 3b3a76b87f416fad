import { IsInt, IsOptional, Length, Max, MaxLength, Min } from "class-validator";
import { GraphQLDate, GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { Checked } from "../../../graphql/checked.js";
import { idOf } from "../../../graphql/global-ids.js";
import { NeverNull } from "../../../graphql/kept.js";
import { OneLine } from "../../../graphql/one-line.js";
import { Trimmed } from "../../../graphql/trimmed.js";
import { CAPACITY, CLASS_DESCRIPTION_MAX, CLASS_TITLE_MAX, DEFAULT_CAPACITY, NOTICE_DAYS, TERM_MAX, ZONE_MAX } from "./class-limits.js";
import type { ClassRow } from "./class.rows.js";
import { ClassType } from "./class.type.js";
import { expectZone } from "./classes.service.js";

@InputType({ description: "Internal base type; not part of the schema." })
abstract class ClassFields {
  @Field(() => String, { nullable: true, description: `Markdown, at most ${CLASS_DESCRIPTION_MAX} characters.` })
  @IsOptional()
  @MaxLength(CLASS_DESCRIPTION_MAX)
  description?: string | null;

  @Field(() => String, { nullable: true, description: `Term, one line of at most ${TERM_MAX} characters.` })
  @IsOptional()
  @MaxLength(TERM_MAX)
  @OneLine()
  term?: string | null;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: `Last day of the term, as YYYY-MM-DD in the time zone of the class; not a day that is over. At its end the class is archived, and its instructors are told ${NOTICE_DAYS} days before. Nothing is lost: \`reopenClass\` takes it back. null: archived by hand only.`,
  })
  @IsOptional()
  termEndsOn?: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: `Seats of learners, ${CAPACITY.min} to ${CAPACITY.max}. Default ${DEFAULT_CAPACITY}. Not below the number of learners.`,
  })
  @IsOptional()
  @IsInt()
  @Min(CAPACITY.min)
  @Max(CAPACITY.max)
  capacity?: number | null;

  @Field(() => Boolean, { nullable: true, description: "Whether learners see figures of the whole class. Default false." })
  @IsOptional()
  showsStatistics?: boolean | null;
}

@InputType({ description: "A new class. You become its instructor." })
export class CreateClassInput extends ClassFields {
  @Field(() => idOf("Organization"), {
    nullable: true,
    description:
      "Organization that the class belongs to. Only its members take part, and who leaves it loses access. Never changes. If omitted, the class belongs to its instructors. NOT_FOUND unless you are a member, FORBIDDEN for learners of the organization.",
  })
  @IsOptional()
  organizationId?: string | null;

  @Field(() => String, { description: `Title, one line of 1 to ${CLASS_TITLE_MAX} characters.` })
  @Length(1, CLASS_TITLE_MAX)
  @Trimmed()
  @OneLine()
  title!: string;

  @Field(() => String, { description: "IANA time zone, such as `Europe/Berlin`." })
  @Length(1, ZONE_MAX)
  @Checked(expectZone)
  timeZone!: string;
}

@InputType({
  description:
    "Changes to a class. Omitted fields stay unchanged. null clears `description`, `term` and `termEndsOn`; for other fields it is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateClassInput>("title", "timeZone", "capacity", "showsStatistics")
export class UpdateClassInput extends ClassFields {
  @Field(() => idOf("Class"), { description: "The class." })
  id!: string;

  @Field(() => Int, { description: "The `version` that the change is based on." })
  @IsInt()
  @Min(1)
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: `Title, one line of 1 to ${CLASS_TITLE_MAX} characters.` })
  @IsOptional()
  @Length(1, CLASS_TITLE_MAX)
  @Trimmed()
  @OneLine()
  title?: string;

  @Field(() => String, {
    nullable: true,
    description: "IANA time zone for dates that are entered from now on. Dates that were entered before keep their zone and do not move.",
  })
  @IsOptional()
  @Length(1, ZONE_MAX)
  @Checked(expectZone)
  timeZone?: string;
}

@InputType({ description: "The class to archive." })
export class ArchiveClassInput {
  @Field(() => idOf("Class"), { description: "The class." })
  id!: string;
}

@InputType({ description: "The class to reopen." })
export class ReopenClassInput {
  @Field(() => idOf("Class"), { description: "The class." })
  id!: string;
}

@InputType({ description: "The class that gets a new join code." })
export class ReplaceClassJoinCodeInput {
  @Field(() => idOf("Class"), { description: "The class." })
  id!: string;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When the code stops working; null or absent: until it is replaced or removed.",
  })
  @IsOptional()
  expiresAt?: Date | null;
}

@InputType({ description: "The class that gets rid of its join code." })
export class RemoveClassJoinCodeInput {
  @Field(() => idOf("Class"), { description: "The class." })
  id!: string;
}

function classPayload(mutation: string) {
  @ObjectType(`${mutation[0]!.toUpperCase()}${mutation.slice(1)}Payload`, { description: `Result of ${mutation}.` })
  class Payload {
    @Field(() => ClassType, { description: "The class after the change." })
    class!: ClassRow;
  }
  return Payload;
}

export const CreateClassPayload = classPayload("createClass");
export const UpdateClassPayload = classPayload("updateClass");
export const ArchiveClassPayload = classPayload("archiveClass");
export const ReopenClassPayload = classPayload("reopenClass");
export const ReplaceClassJoinCodePayload = classPayload("replaceClassJoinCode");
export const RemoveClassJoinCodePayload = classPayload("removeClassJoinCode");
