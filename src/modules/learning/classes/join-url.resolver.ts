import { GraphQLURL } from "graphql-scalars";
import { FieldResolver, Resolver, Root } from "type-graphql";
import { mayRunClass, type ClassRow } from "./class.rows.js";
import { ClassType } from "./class.type.js";

@Resolver(() => ClassType)
export class ClassJoinUrlResolver {
  constructor(private readonly env: { WEB_URL: string }) {}

  @FieldResolver(() => GraphQLURL, {
    nullable: true,
    description:
      "Link with the join code, to a page of the web application: `/join-class#code=…` at its address. Null if there is no code, and for everyone but instructors and admins.",
  })
  joinUrl(@Root() row: ClassRow): string | null {
    const { env } = this;
    // Behind #, which browsers send to no server.
    return mayRunClass(row) && row.joinCode !== null ? `${env.WEB_URL}/join-class#code=${row.joinCode}` : null;
  }
}
