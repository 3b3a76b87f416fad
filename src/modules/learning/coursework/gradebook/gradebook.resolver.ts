import { Arg, Args, Ctx, Field, FieldResolver, Float, Int, ObjectType, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { connectionOf, pageArgsUpTo, type Connection, type PageArgs } from "../../../../graphql/pagination.js";
import { UserType } from "../../../base/users/user.type.js";
import { fraction, ofText, toHundredths } from "../../../../kernel/fraction.js";
import type { ClassRow } from "../../classes/class.rows.js";
import { ClassType } from "../../classes/class.type.js";
import type { GradeRow } from "../grades/grade.rows.js";
import { readerOf } from "../grades/reader.js";
import { CourseworkGradeType, GradeLineType } from "../grades/grade.type.js";
import { explain, type GradeLine } from "../grading/explain.js";
import { inUnits } from "../grading/in-units.js";
import {
  dropLowestOf,
  GRADEBOOK_PAGE,
  readGradebook,
  readGradebookCsv,
  readOwnGrades,
  type GradebookRow,
  type OwnGrades,
} from "./gradebook.service.js";

interface GradebookCell {
  assignmentId: string;
  points: number;
}

@ObjectType("GradebookCell", { simpleResolvers: true, description: "A grade in a gradebook." })
class GradebookCellType implements GradebookCell {
  @Field(() => idOf("ClassAssignment"), { description: "ID of the assignment." })
  assignmentId!: string;

  @Field(() => Float, { description: "Points, with at most two decimals." })
  points!: number;
}

@ObjectType("GradebookRow", { simpleResolvers: true, description: "A learner and their grades, released or not." })
class GradebookRowType {
  @Derived(cellsOf)
  @Field(() => [GradebookCellType], {
    description: "Grades, by assignment in the order of their creation. Assignments without a grade are left out.",
  })
  cells?: GradebookCell[];

  @Derived(({ total }: GradebookRow) => inUnits(total))
  @Field(() => Float, { nullable: true, description: "Total of all grades in percent, with at most two decimals; null without grades." })
  totalPercent?: number | null;

  @Field(() => UserType, { description: "The learner." })
  user!: UserType;
}

function cellsOf({ assignments, marks }: GradebookRow): GradebookCell[] {
  const cells: GradebookCell[] = [];
  for (let place = 0; place < marks.length; place++) {
    const hundredths = marks[place];
    if (hundredths !== undefined) cells.push({ assignmentId: assignments[place]!.id, points: hundredths / 100 });
  }
  return cells;
}

const GradebookPageArgs = pageArgsUpTo(GRADEBOOK_PAGE);
const GradebookRowConnection = connectionOf("GradebookRow", () => GradebookRowType);

@ObjectType({ simpleResolvers: true, description: "Your released grades in a class." })
class ClassGrades {
  @Field(() => [CourseworkGradeType], { description: "Grades, by assignment in the order of their creation; at most 100." })
  grades!: GradeRow[];

  @Field(() => Int, { description: "Number of lowest grades that the total leaves out. One grade always stays." })
  dropLowest!: number;

  @Derived(({ total }: OwnGrades) => total && inUnits(Number(toHundredths(times100(total.value)))))
  @Field(() => Float, {
    nullable: true,
    description: "Total of the released grades in percent, with at most two decimals; null without any.",
  })
  totalPercent?: number | null;
}

function times100(text: string) {
  const { n, d } = ofText(text);
  return fraction(n * 100n, d);
}

@Resolver(() => GradebookRowType)
export class GradebookResolver {
  @Allow("coursework:edit")
  @Query(() => GradebookRowConnection, {
    description: "Grades of a class by learner, newest member first. For its staff. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  classGradebook(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("classId", () => idOf("Class"), { description: "The class." }) classId: string,
    @Args(() => GradebookPageArgs) page: PageArgs,
  ): Promise<Connection<GradebookRow>> {
    return readGradebook(em, signedIn, classId, page);
  }

  @Allow("coursework:edit")
  @Query(() => String, {
    description:
      "The gradebook as CSV (RFC 4180, UTF-8 with a byte order mark) for spreadsheets: username, name, section, points by assignment, total in percent. Cells that a spreadsheet would run as formulas begin with an apostrophe. For staff of the class. Errors: NOT_FOUND, FORBIDDEN.",
  })
  classGradebookCsv(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("classId", () => idOf("Class"), { description: "The class." }) classId: string,
  ): Promise<string> {
    return readGradebookCsv(em, signedIn, classId);
  }

  @Allow("coursework:read")
  @Query(() => ClassGrades, { description: "Your released grades in a class, and their total. Errors: NOT_FOUND." })
  myClassGrades(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("classId", () => idOf("Class"), { description: "The class." }) classId: string,
  ): Promise<OwnGrades> {
    return readOwnGrades(em, signedIn, classId);
  }
}

@Resolver(() => ClassType)
export class ClassDropLowestResolver {
  @FieldResolver(() => Int, {
    description: "Number of lowest grades that the total of each learner leaves out; one always stays. `stageGradingChange` changes it.",
  })
  dropLowest(@Ctx() context: RequestContext, @Root() { id }: ClassRow): Promise<number> {
    return context.loader(dropLowestOf).load(id);
  }
}

@Resolver(() => ClassGrades)
export class ClassGradesResolver {
  @FieldResolver(() => [GradeLineType], { description: "How the total was computed, line by line; empty without grades." })
  async totalLines(@Ctx() context: RequestContext, @Root() { total }: OwnGrades): Promise<GradeLine[]> {
    return total ? explain(total, await readerOf(context)) : [];
  }
}
