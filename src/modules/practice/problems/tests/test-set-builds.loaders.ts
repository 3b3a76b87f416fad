import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { TEST_SET_COLUMNS } from "../revisions/problem-history.loaders.js";
import type { TestSetRow } from "./stored-test-set.js";
import { BUILD_COLUMNS, type TestSetBuildRow } from "./test-set-builds.service.js";

export const latestBuildOfProblem: LoaderFactory<string, TestSetBuildRow | null> = ({ em }) =>
  new DataLoader(async (problemIds) => {
    const found = await rows<TestSetBuildRow>(
      em,
      `select distinct on (b.problem_id) ${BUILD_COLUMNS} from test_set_builds b where b.problem_id in (?) order by b.problem_id, b.id desc`,
      [problemIds],
    );
    const byProblem = new Map(found.map((build) => [build.problemId, build]));
    return problemIds.map((id) => byProblem.get(id) ?? null);
  });

export const testSetById: LoaderFactory<string, TestSetRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<TestSetRow>(
      em,
      `select ${TEST_SET_COLUMNS} from test_sets t join problems p on p.id = t.problem_id where t.id in (?)`,
      [ids],
    );
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
