import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../graphql/context.js";
import { rows } from "../../../platform/database/database.js";

/** By problem. */
export const viewerHasBookmarked: LoaderFactory<string, boolean> = ({ em, signedIn }) =>
  new DataLoader(async (problemIds) => {
    const found = await rows<{ problemId: string }>(
      em,
      `select problem_id as "problemId" from bookmarks where user_id = ? and problem_id in (?)`,
      [signedIn.id, problemIds],
    );
    const saved = new Set(found.map(({ problemId }) => problemId));
    return problemIds.map((id) => saved.has(id));
  });
