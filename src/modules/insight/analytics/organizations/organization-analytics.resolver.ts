import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { readOrganizationAnalytics, type OrganizationAnalytics } from "./organization-analytics.js";
import {
  OrganizationAnalyticsType,
  ReportOrganizationProgressInput,
  ReportOrganizationProgressPayload,
} from "./organization-analytics.type.js";
import type { OrganizationReports } from "./organization-reports.js";

@Resolver()
export class OrganizationAnalyticsResolver {
  constructor(private readonly reports: OrganizationReports) {}

  @Allow("organization-analytics:read")
  @Query(() => OrganizationAnalyticsType, {
    description:
      "Activity and progress of the members of an organization. For its owners, managers and instructors, and admins, in every state of the organization. Errors: NOT_FOUND, FORBIDDEN for learners.",
  })
  organizationAnalytics(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("organizationId", () => idOf("Organization"), { description: "The organization." }) organizationId: string,
  ): Promise<OrganizationAnalytics> {
    return readOrganizationAnalytics(em, signedIn, organizationId);
  }

  @Allow("organization-analytics:read")
  @Mutation(() => ReportOrganizationProgressPayload, {
    description:
      "Lets a worker write a report with a line for each member, and waits for it: enrolled and completed tracks, solved problems, activity. For owners and managers, and admins; audited. Errors: NOT_FOUND, FORBIDDEN, RATE_LIMITED, SERVICE_UNAVAILABLE without a worker.",
  })
  reportOrganizationProgress(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ReportOrganizationProgressInput, { description: "The organization and the format." })
    input: ReportOrganizationProgressInput,
  ): Promise<ReportOrganizationProgressPayload> {
    return this.reports.write(signedIn, input, address);
  }
}
