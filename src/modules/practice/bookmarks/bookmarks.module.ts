import { nodesById } from "../../../graphql/node-lookup.js";
import type { Module, Services } from "../../contracts/module.js";
import { Bookmark } from "./bookmark.entity.js";
import { BookmarkResolver } from "./bookmark.resolver.js";
import { bookmarksPermissions } from "./bookmarks.permissions.js";
import { bookmarksPersonalData } from "./bookmarks.personal-data.js";
import { createBookmarksService } from "./bookmarks.service.js";
import { ProblemBookmarksResolver } from "./problem-bookmarks.resolver.js";

/** No retention rule: only the owner removes bookmarks. */
export default {
  name: "bookmarks",
  entities: [Bookmark],
  permissions: bookmarksPermissions,
  resolvers: [BookmarkResolver, ProblemBookmarksResolver],
  personalData: bookmarksPersonalData,

  wire({ db }, { problems }: Pick<Services, "problems">) {
    const bookmarks = createBookmarksService({ db, problems });
    return {
      resolvers: [new BookmarkResolver(bookmarks)],
      nodes: {
        Bookmark: nodesById("bookmark:read", ({ em, signedIn }, ids) => bookmarks.byIds(em, signedIn, ids)),
      },
    };
  },
} satisfies Module;
