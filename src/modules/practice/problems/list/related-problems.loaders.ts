/** Next, previous and similar published problems, batched. */
import DataLoader from "dataloader";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { sharedWith } from "../../../base/authorship/authored.js";
import { problemSql, type ProblemRow } from "../problem.rows.js";

type RowFor = ProblemRow & { forId: string };

/** The catalog's default order, newest first. */
const PLACE = (alias: string) => `(coalesce(${alias}.published_at, ${alias}.created_at), ${alias}.id)`;

export const nextProblem: LoaderFactory<string, ProblemRow | null> = (context) => neighbours(context, "<", "desc");
export const previousProblem: LoaderFactory<string, ProblemRow | null> = (context) => neighbours(context, ">", "asc");

function neighbours({ em, viewer }: RequestContext, beyond: "<" | ">", direction: "asc" | "desc"): DataLoader<string, ProblemRow | null> {
  return new DataLoader(async (ids) => {
    const { select, from, fromParams } = problemSql(viewer);
    const shared = sharedWith(viewer, "p");
    const found = await rows<RowFor>(
      em,
      `select here.id as "forId", beside.* from problems here cross join lateral (
         select ${select} ${from} where p.status = 'PUBLISHED' and ${shared.sql} and ${PLACE("p")} ${beyond} ${PLACE("here")}
         order by coalesce(p.published_at, p.created_at) ${direction}, p.id ${direction} limit 1
       ) beside where here.status = 'PUBLISHED' and here.id in (?)`,
      [...fromParams, ...shared.params, ids],
    );
    const byId = new Map(found.map(({ forId, ...problem }) => [forId, problem]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

export const MOST_SIMILAR = 20;

/** A shared topic counts more than a shared tag. */
const TOPIC_WEIGHT = 2;

/** Limits candidates per problem, as a tag may be on every problem. Among equal scores, the newest are kept. */
const MOST_COMPARED = 200;

const SHARED = `
  select id, sum(weight) as score from (
    select theirs.problem_id as id, ${TOPIC_WEIGHT} as weight
    from problem_topics ours join problem_topics theirs on theirs.topic_id = ours.topic_id where ours.problem_id = here.id
    union all
    select t.id, 1 from unnest(here.tags) tag join problems t on t.tags @> array[tag]
  ) one where id <> here.id group by id order by score desc, id desc limit ${MOST_COMPARED}`;

/** The top MOST_SIMILAR for each problem. */
export const similarProblems: LoaderFactory<string, ProblemRow[]> = ({ em, viewer }) =>
  new DataLoader(async (ids) => {
    const { select, from, fromParams } = problemSql(viewer);
    const visible = sharedWith(viewer, "p");
    const found = await rows<RowFor>(
      em,
      `select here.id as "forId", near.* from problems here cross join lateral (
         select ${select}, row_number() over (order by shared.score desc, p.difficulty = here.difficulty desc, ${PLACE("p")} desc) as place
         ${from} join (${SHARED}) shared on shared.id = p.id where p.status = 'PUBLISHED' and ${visible.sql}
         order by place limit ${MOST_SIMILAR}
       ) near where here.id in (?) order by near.place`,
      [...fromParams, ...visible.params, ids],
    );
    const byId = Map.groupBy(found, ({ forId }) => forId);
    return ids.map((id) => byId.get(id) ?? []);
  });
