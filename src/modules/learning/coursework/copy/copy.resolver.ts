import { IsInt, IsOptional, Length, Max, MaxLength, Min } from "class-validator";
import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import { Checked } from "../../../../graphql/checked.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { CLASS_TITLE_MAX, TERM_MAX, ZONE_MAX } from "../../classes/class-limits.js";
import type { ClassRow } from "../../classes/class.rows.js";
import { ClassType } from "../../classes/class.type.js";
import { expectZone } from "../../classes/classes.service.js";
import type { createCopyClass } from "./copy-class.js";

const SHIFT_MAX = 3660;

@InputType({ description: "The class to copy, and what is different in the copy." })
class CopyClassInput {
  @Field(() => idOf("Class"), { description: "The class, archived or not." })
  id!: string;

  @Field(() => String, { description: `Title, one line of 1 to ${CLASS_TITLE_MAX} characters.` })
  @Length(1, CLASS_TITLE_MAX)
  @Trimmed()
  @OneLine()
  title!: string;

  @Field(() => String, { nullable: true, description: `Term, one line of at most ${TERM_MAX} characters.` })
  @IsOptional()
  @MaxLength(TERM_MAX)
  @OneLine()
  term?: string | null;

  @Field(() => String, { nullable: true, description: "IANA time zone; null or absent: the same. Times of day stay as they are." })
  @IsOptional()
  @MaxLength(ZONE_MAX)
  @Checked(expectZone)
  timeZone?: string | null;

  @Field(() => idOf("Organization"), {
    nullable: true,
    description: "Organization that the copy belongs to; null: to you. If omitted, the same as the original. As in createClass.",
  })
  @IsOptional()
  organizationId?: string | null;

  @Field(() => Int, {
    description: `Days by which all dates move, ${-SHIFT_MAX} to ${SHIFT_MAX}. Times of day stay, also over clock changes.`,
  })
  @IsInt()
  @Min(-SHIFT_MAX)
  @Max(SHIFT_MAX)
  shiftDays!: number;
}

@ObjectType({ description: "Result of copyClass." })
class CopyClassPayload {
  @Field(() => ClassType, { description: "The new class. You are its only member." })
  class!: ClassRow;
}

@Resolver()
export class CopyClassResolver {
  constructor(private readonly copy: ReturnType<typeof createCopyClass>) {}

  @Allow("class:create")
  @Mutation(() => CopyClassPayload, {
    description:
      "Copies a class with its sections, assignments and policies, for the next term; without members, groups, extensions, work and a join code. For its instructors. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async copyClass(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CopyClassInput, { description: "The class and what is different." }) input: CopyClassInput,
  ): Promise<CopyClassPayload> {
    return { class: await this.copy(signedIn, input, address) };
  }
}
