/** Organizations of classes, and classes of organizations. */
import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { connectionsByParent, type PageOfParent } from "../../../graphql/connections-by-parent.js";
import type { LoaderFactory, RequestContext } from "../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { shownOrganization } from "../../accounts/organizations/content/shown-organization.js";
import type { OrganizationRow } from "../../accounts/organizations/organization.rows.js";
import { OrganizationType } from "../../accounts/organizations/organization.type.js";
import { classSelect, FROM_CLASSES, NEWEST_CLASS_FIRST, runsClassSql, type ClassRow } from "./class.rows.js";
import { ClassConnection, ClassType } from "./class.type.js";

const classesOfOrganization: LoaderFactory<PageOfParent, Connection<ClassRow>> = ({ em, signedIn }) =>
  connectionsByParent(em, {
    select: classSelect(signedIn),
    from: FROM_CLASSES,
    fromParams: [signedIn.id],
    conditions: [{ sql: `(vm.id is not null or ${runsClassSql(signedIn)})`, params: [] }],
    parent: "c.organization_id",
    order: NEWEST_CLASS_FIRST,
  });

@Resolver(() => ClassType)
export class ClassOwnerResolver {
  @FieldResolver(() => OrganizationType, {
    nullable: true,
    description: "Organization that it belongs to. Null if it belongs to its instructors.",
  })
  organization(@Ctx() context: RequestContext, @Root() { organizationId }: ClassRow): Promise<OrganizationRow | null> {
    return shownOrganization(context, organizationId);
  }
}

@Resolver(() => OrganizationType)
export class OrganizationClassesResolver {
  @FieldResolver(() => ClassConnection, {
    nullable: true,
    description:
      "Classes that belong to it, newest first: all for its owners and managers and for admins, for other members those that they are in. Null with an API token. Errors: BAD_USER_INPUT.",
  })
  async classes(
    @Ctx() context: RequestContext,
    @Root() { id }: OrganizationRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<ClassRow> | null> {
    return context.signedIn.scopes ? null : context.loader(classesOfOrganization).load({ parentId: id, page });
  }
}
