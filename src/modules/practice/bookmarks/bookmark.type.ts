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

@ObjectType("Bookmark", { implements: Node, simpleResolvers: true, description: "A problem that you bookmarked. Visible to you only." })
export class BookmarkType implements Omit<BookmarkRow, "problemId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => GraphQLDateTime, { description: "When you bookmarked the problem." })
  createdAt!: Date;
}

export const BookmarkConnection = connectionOf("Bookmark", () => BookmarkType);

@InputType({ description: "The problem to bookmark." })
export class AddBookmarkInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;
}

@InputType({ description: "The problem whose bookmark to remove." })
export class RemoveBookmarkInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;
}

@ObjectType({ description: "Result of addBookmark." })
export class AddBookmarkPayload {
  @Field(() => BookmarkType, { description: "The bookmark; the existing one if the problem was already bookmarked." })
  bookmark!: BookmarkRow;

  @Field(() => ProblemType, { description: "The problem, with `viewerHasBookmarked` true." })
  problem!: ProblemRow;
}

@ObjectType({ description: "Result of removeBookmark." })
export class RemoveBookmarkPayload {
  @Field(() => idOf("Bookmark"), { nullable: true, description: "ID of the removed bookmark; null if there was none." })
  deletedId!: string | null;

  @Field(() => ProblemType, {
    nullable: true,
    description: "The problem, with `viewerHasBookmarked` false. Null if it does not exist or you may not read it.",
  })
  problem!: ProblemRow | null;
}
