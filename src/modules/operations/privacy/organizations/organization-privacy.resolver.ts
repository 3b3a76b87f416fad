import DataLoader from "dataloader";
import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { rows } from "../../../../platform/database/database.js";
import { runsOrganization, type OrganizationRow } from "../../../accounts/organizations/organization.rows.js";
import { OrganizationType } from "../../../accounts/organizations/organization.type.js";
import type { OrganizationDeletionsService } from "./organization-deletions.service.js";
import type { OrganizationExportRow } from "./organization-export.rows.js";
import type { OrganizationExportsService } from "./organization-exports.service.js";
import * as types from "./organization-privacy.type.js";

export const ORGANIZATION_DELETION_COLUMNS = `d.organization_id as "organizationId", d.id, d.status, d.created_at as "requestedAt",
  d.due_at as "dueAt", d.done as "doneSteps", d.total as "totalSteps"`;

const openDeletionOf: LoaderFactory<string, types.OrganizationDeletionType | null> = ({ em }) =>
  new DataLoader(async (organizationIds) => {
    const found = await rows<types.OrganizationDeletionType & { organizationId: string }>(
      em,
      `select ${ORGANIZATION_DELETION_COLUMNS} from organization_deletions d
       where d.organization_id = any(?::uuid[]) and d.status in ('SCHEDULED', 'RUNNING')`,
      [`{${organizationIds.join(",")}}`],
    );
    return organizationIds.map((id) => found.find(({ organizationId }) => organizationId === id) ?? null);
  });

const PROOF =
  "BAD_USER_INPUT for a wrong password, UNAUTHENTICATED for an account without a password that signed in more than 15 minutes ago";

@Resolver(() => types.OrganizationExportType)
export class OrganizationExportResolver {
  constructor(private readonly organizationExports: OrganizationExportsService) {}

  @Allow("organization:secure")
  @Query(() => types.OrganizationExportConnection, {
    name: "organizationExports",
    description: "Exports of an organization, newest first. For owners and admins. Errors: NOT_FOUND, FORBIDDEN.",
  })
  list(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("organizationId", () => idOf("Organization"), { description: "The organization." }) organizationId: string,
  ): Promise<Connection<OrganizationExportRow>> {
    return this.organizationExports.list(em, signedIn, organizationId, page);
  }

  @Allow("organization:secure")
  @Mutation(() => types.RequestOrganizationExportPayload, {
    description: `Starts an export of all data of an organization. You get a notification when it is ready. For owners. Errors: NOT_FOUND, FORBIDDEN, ${PROOF}, CONFLICT while another export is in progress, RATE_LIMITED with retryAfterMs.`,
  })
  async requestOrganizationExport(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.RequestOrganizationExportInput, { description: "The organization and proof of identity." })
    { organizationId, password = null }: types.RequestOrganizationExportInput,
  ): Promise<types.RequestOrganizationExportPayload> {
    return { organizationExport: await this.organizationExports.request(signedIn, { organizationId, password }, address) };
  }

  @Allow("organization:secure")
  @Mutation(() => types.CreateOrganizationExportLinkPayload, {
    description: `Creates a download URL for the archive, valid for at most 15 minutes. For owners. Errors: NOT_FOUND, ${PROOF}, CONFLICT unless the export is READY.`,
  })
  createOrganizationExportLink(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.CreateOrganizationExportLinkInput, { description: "The export and proof of identity." })
    { exportId, password = null }: types.CreateOrganizationExportLinkInput,
  ): Promise<types.CreateOrganizationExportLinkPayload> {
    return this.organizationExports.link(signedIn, { exportId, password }, address);
  }

  @FieldResolver(() => GraphQLDateTime, { description: "When it was requested." })
  requestedAt(@Root() { createdAt }: OrganizationExportRow): Date {
    return createdAt;
  }

  @FieldResolver(() => Int, { description: "Progress in percent: 0 to 99, and 100 once the archive is ready." })
  percent(@Root() { status, done, total }: OrganizationExportRow): number {
    if (status === "READY" || status === "EXPIRED") return 100;
    return total === 0 ? 0 : Math.min(99, Math.floor((100 * done) / total));
  }
}

@Resolver(() => OrganizationType)
export class OrganizationDeletionResolver {
  constructor(private readonly deletions: OrganizationDeletionsService) {}

  @Allow("organization:secure")
  @Mutation(() => types.RequestOrganizationDeletionPayload, {
    description: `Schedules the deletion of an organization. During the grace period (\`site { accountDeletionGraceDays }\`) it works as before, and every owner can cancel with \`cancelOrganizationDeletion\`. Then its private problems, tracks, classes and assessments are deleted, public content stays with the accounts that wrote it, and members keep their submissions and certificates. Subscriptions end. For owners. Errors: NOT_FOUND, FORBIDDEN, ${PROOF}, CONFLICT when a deletion is already scheduled, RATE_LIMITED with retryAfterMs.`,
  })
  async requestOrganizationDeletion(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.RequestOrganizationDeletionInput, { description: "The organization and proof of identity." })
    { organizationId, slug, password = null, code = null }: types.RequestOrganizationDeletionInput,
  ): Promise<types.RequestOrganizationDeletionPayload> {
    return { organization: await this.deletions.request(signedIn, { organizationId, slug, password, code }, address) };
  }

  @Allow("organization:secure")
  @Mutation(() => types.CancelOrganizationDeletionPayload, {
    description:
      "Cancels the deletion of an organization. For owners and admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it has begun.",
  })
  async cancelOrganizationDeletion(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => types.CancelOrganizationDeletionInput, { description: "The deletion." })
    { deletionId }: types.CancelOrganizationDeletionInput,
  ): Promise<types.CancelOrganizationDeletionPayload> {
    return { organization: await this.deletions.cancel(signedIn, deletionId, address) };
  }

  @FieldResolver(() => types.OrganizationDeletionType, {
    nullable: true,
    description: "Scheduled or running deletion of the organization. Null for everyone but owners and managers in a session, and admins.",
  })
  async deletion(@Ctx() context: RequestContext, @Root() row: OrganizationRow): Promise<types.OrganizationDeletionType | null> {
    return runsOrganization(row) ? context.loader(openDeletionOf).load(row.id) : null;
  }
}
