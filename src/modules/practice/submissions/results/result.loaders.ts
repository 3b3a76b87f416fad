import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import type { FailedTest } from "../../../../judge/failed-test.js";
import { rows } from "../../../../platform/database/database.js";

/** By judgement id. Checks no permission. */
const columnOf =
  <T>(column: string): LoaderFactory<string, T | null> =>
  ({ em }) =>
    new DataLoader(async (ids) => {
      const found = await rows<{ id: string; value: T | null }>(
        em,
        `select id, ${column} as value from judgements where id = any(?::uuid[])`,
        [`{${ids.join(",")}}`],
      );
      const byId = new Map(found.map(({ id, value }) => [id, value]));
      return ids.map((id) => byId.get(id) ?? null);
    });

export const failedTestById = columnOf<FailedTest>("failed_test");
export const workerIdById = columnOf<string>("worker_id");
