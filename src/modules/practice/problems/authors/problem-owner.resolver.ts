/** Who owns a problem, and what an organization owns. */
import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { Visible } from "../../../../graphql/access.js";
import { connectionsByParent, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { newestFirst } from "../../../../graphql/keyset-list.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { shownOrganization } from "../../../accounts/organizations/content/shown-organization.js";
import type { OrganizationRow } from "../../../accounts/organizations/organization.rows.js";
import { OrganizationType } from "../../../accounts/organizations/organization.type.js";
import { readableBy } from "../list/problem-conditions.js";
import { ProblemConnection } from "../list/problem-list.type.js";
import { problemSql, type ProblemRow } from "../problem.rows.js";
import { ProblemType } from "../problem.type.js";

const ofOrganization: LoaderFactory<PageOfParent, Connection<ProblemRow>> = (context) => {
  const { select, from, fromParams } = problemSql(context.viewer);
  const order = newestFirst<ProblemRow>("p.id");
  const list = { select, from, fromParams, conditions: [readableBy(context.viewer)], parent: "p.organization_id", order };
  return connectionsByParent(context.em, list);
};

@Resolver(() => ProblemType)
export class ProblemOwnerResolver {
  @Visible("public")
  @FieldResolver(() => OrganizationType, {
    nullable: true,
    description: "Organization that owns it. Null if its author does, and for everyone but members of the organization and admins.",
  })
  organization(@Ctx() context: RequestContext, @Root() { organizationId }: ProblemRow): Promise<OrganizationRow | null> {
    return shownOrganization(context, organizationId);
  }
}

@Resolver(() => OrganizationType)
export class OrganizationProblemsResolver {
  @FieldResolver(() => ProblemConnection, {
    description:
      "Problems that belong to it, newest first, also drafts and archived ones if you are an author of the organization. Errors: BAD_USER_INPUT.",
  })
  problems(
    @Ctx() context: RequestContext,
    @Root() { id }: OrganizationRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<ProblemRow>> {
    return context.loader(ofOrganization).load({ parentId: id, page });
  }
}
