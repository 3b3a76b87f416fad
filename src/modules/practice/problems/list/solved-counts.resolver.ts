import DataLoader from "dataloader";
import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import { Visible } from "../../../../graphql/access.js";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { publicSql } from "../../../base/authorship/authored.js";
import { UserType } from "../../../base/users/user.type.js";
import { DIFFICULTIES, type Difficulty } from "../problem.entity.js";
import { DifficultyEnum } from "../problem.type.js";

@ObjectType("SolvedCount", {
  simpleResolvers: true,
  description:
    "Number of published problems of a difficulty that an account has solved, without those that only members of an organization see.",
})
export class SolvedCountType {
  @Field(() => DifficultyEnum, { description: "The difficulty." })
  difficulty!: Difficulty;

  @Field(() => Int, { description: "Number of problems solved." })
  solvedCount!: number;

  @Field(() => Int, { description: "Number of problems attempted but not solved." })
  attemptedCount!: number;

  @Field(() => Int, { description: "Number of published problems of this difficulty." })
  problemCount!: number;
}

interface Row extends SolvedCountType {
  userId: string;
}

/** One statement for all accounts and both counts. */
const solvedCounts: LoaderFactory<string, SolvedCountType[]> = ({ em }) =>
  new DataLoader(async (userIds) => {
    const found = await rows<Row>(
      em,
      `with problem_counts as (select difficulty, count(*)::int as count from problems p where ${publicSql("p")} group by difficulty),
       solved as (
         select v.user_id, p.difficulty, count(*) filter (where v.solved)::int as solved, count(*) filter (where not v.solved)::int as attempted
         from problem_viewer_status v join problems p on p.id = v.problem_id where ${publicSql("p")} and v.user_id in (?)
         group by v.user_id, p.difficulty
       )
       select u.id as "userId", c.difficulty, coalesce(s.solved, 0) as "solvedCount", coalesce(s.attempted, 0) as "attemptedCount",
         c.count as "problemCount"
       from users u cross join problem_counts c left join solved s on s.user_id = u.id and s.difficulty = c.difficulty where u.id in (?)`,
      [userIds, userIds],
    );
    const byUser = Map.groupBy(found, ({ userId }) => userId);
    return userIds.map((id) =>
      DIFFICULTIES.map(
        (difficulty) =>
          byUser.get(id)?.find((row) => row.difficulty === difficulty) ?? {
            difficulty,
            solvedCount: 0,
            attemptedCount: 0,
            problemCount: 0,
          },
      ),
    );
  });

/** Lives here because problems depend on users. */
@Resolver(() => UserType)
export class SolvedCountsResolver {
  @Visible("progress")
  @FieldResolver(() => [SolvedCountType], {
    nullable: true,
    description:
      "Solved problems by difficulty, EASY first. Visible to the account itself and admins, and to others if `showProgress` is on; otherwise null.",
  })
  solvedCounts(@Ctx() context: RequestContext, @Root() { id }: UserType): Promise<SolvedCountType[]> {
    return context.loader(solvedCounts).load(id);
  }
}
