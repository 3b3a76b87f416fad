import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { idOf } from "../../../graphql/global-ids.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import type { ProblemRow } from "../problems/problem.rows.js";
import { ProblemType } from "../problems/problem.type.js";

export interface BookmarkRow {
  id: string;
  problemId: string;
  createdAt: Date;
}

@ObjectType("Bookmark", { implements: Node, simpleResolvers: true, description: "A problem that you saved. Only you see it." })
export class BookmarkType implements Omit<BookmarkRow, "problemId"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => GraphQLDateTime, { description: "When you saved the problem." })
  createdAt!: Date;
}

export const BookmarkConnection = connectionOf("Bookmark", () => BookmarkType);

@InputType({ description: "The problem to save." })
export class AddBookmarkInput {
  @Field(() => idOf("Problem"), { description: "The problem." })
  problemId!: string;
}

@InputType({ description: "The saved problem to drop." })
export class RemoveBookmarkInput {
  @Field(() => idOf("Problem"), { description: "The problem." })
  problemId!: string;
}

@ObjectType({ description: "What addBookmark answers." })
export class AddBookmarkPayload {
  @Field(() => BookmarkType, { description: "The bookmark; the earlier one if the problem was saved already." })
  bookmark!: BookmarkRow;

  @Field(() => ProblemType, { description: "The problem, now with `viewerHasBookmarked` true." })
  problem!: ProblemRow;
}

@ObjectType({ description: "What removeBookmark answers." })
export class RemoveBookmarkPayload {
  @Field(() => idOf("Bookmark"), { nullable: true, description: "The bookmark that is gone; null if there was none." })
  deletedId!: string | null;

  @Field(() => ProblemType, {
    nullable: true,
    description: "The problem, now with `viewerHasBookmarked` false; null if it does not exist or you may not read it.",
  })
  problem!: ProblemRow | null;
}
