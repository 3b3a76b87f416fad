/** Who owns a track, and what an organization owns. */
import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { Visible } from "../../../../graphql/access.js";
import { connectionsByParent, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { newestFirst } from "../../../../graphql/keyset-list.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { shownOrganization } from "../../../accounts/organizations/content/shown-organization.js";
import type { OrganizationRow } from "../../../accounts/organizations/organization.rows.js";
import { OrganizationType } from "../../../accounts/organizations/organization.type.js";
import { readableBy } from "./track-access.js";
import { trackColumns, type TrackRow } from "./track.rows.js";
import { TrackConnection, TrackType } from "./track.type.js";

const ofOrganization: LoaderFactory<PageOfParent, Connection<TrackRow>> = (context) => {
  const order = newestFirst<TrackRow>("t.id");
  const select = trackColumns(context.viewer);
  const list = { select, from: "from tracks t", conditions: [readableBy(context.viewer)], parent: "t.organization_id", order };
  return connectionsByParent(context.em, list);
};

@Resolver(() => TrackType)
export class TrackOwnerResolver {
  @Visible("public")
  @FieldResolver(() => OrganizationType, {
    nullable: true,
    description: "Organization that owns it. Null if its author does, and for everyone but members of the organization and admins.",
  })
  organization(@Ctx() context: RequestContext, @Root() { organizationId }: TrackRow): Promise<OrganizationRow | null> {
    return shownOrganization(context, organizationId);
  }
}

@Resolver(() => OrganizationType)
export class OrganizationTracksResolver {
  @FieldResolver(() => TrackConnection, {
    description:
      "Tracks that belong to it, newest first, also drafts and archived ones if you are an author of the organization. Errors: BAD_USER_INPUT.",
  })
  tracks(
    @Ctx() context: RequestContext,
    @Root() { id }: OrganizationRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<TrackRow>> {
    return context.loader(ofOrganization).load({ parentId: id, page });
  }
}
