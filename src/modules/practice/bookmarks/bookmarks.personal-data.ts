import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

export const bookmarksPersonalData: PersonalData = {
  columns: { "bookmarks.user_id": { export: "bookmarks", deletion: "removed" } },
  exports: [
    listOfRows({
      name: "bookmarks",
      description: "Problems you saved.",
      select: `b.id, b.problem_id as "problemId", p.slug, p.title, b.created_at as "createdAt"`,
      from: "from bookmarks b join problems p on p.id = b.problem_id where b.user_id = ?",
      key: "b.id",
    }),
  ],
  erasures: [removal("bookmarks")],
};
