import { GraphQLDate, GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { CalledFile } from "../../../../platform/jobs/called-files.js";
import type { TableFormat } from "../../../../platform/storage/table-file.js";
import type { OrganizationRow } from "../../../accounts/organizations/organization.rows.js";
import { OrganizationType } from "../../../accounts/organizations/organization.type.js";
import { OrganizationFileFormatEnum } from "../../../accounts/organizations/transfer/transfer.type.js";
import type { OrganizationAnalytics } from "./organization-analytics.js";
import { ACTIVITY_DAYS, ACTIVITY_WEEKS, REPORT_COLUMNS, type ActiveRow } from "./organization-figures.js";

const STAFF = "Visible to owners, managers and instructors of the organization, and to admins.";

@ObjectType("OrganizationActivity", { description: `Members of an organization who were active in a day or week (UTC). ${STAFF}` })
export class OrganizationActivityType implements Pick<ActiveRow, "members"> {
  @Derived(({ day }: ActiveRow) => new Date(Date.parse(day)))
  @Field(() => GraphQLDate, { description: "The day, or the Monday of the ISO week." })
  from?: Date;

  @Field(() => Int, {
    description: "Members who submitted code, viewed a lesson, started a quiz or signed in, each counted once.",
  })
  members!: number;
}

@ObjectType("OrganizationAnalytics", {
  description: `What the present members of an organization have done on the platform, in all their courses. Computed at the time of the request. ${STAFF}`,
})
export class OrganizationAnalyticsType implements Omit<OrganizationAnalytics, "organization" | "days" | "weeks"> {
  @Field(() => OrganizationType, { description: "The organization. Seats are its `seatsUsed` and `seatLimit`, for owners and managers." })
  organization!: OrganizationRow;

  @Field(() => Int, { description: "Members, with all roles." })
  members!: number;

  @Field(() => Int, { description: "Members with the role LEARNER." })
  learners!: number;

  @Field(() => Int, { description: "Members who were active in the last 7 days (UTC), today included." })
  activeMembers7Days!: number;

  @Field(() => Int, { description: `Members who were active in the last ${ACTIVITY_DAYS} days (UTC), today included.` })
  activeMembers28Days!: number;

  @Field(() => Int, { description: "Tracks that members are enrolled in, counted for each member." })
  enrollments!: number;

  @Field(() => Int, { description: "Tracks that members have completed, counted for each member." })
  tracksCompleted!: number;

  @Field(() => Int, { description: `Those completed in the last ${ACTIVITY_DAYS} days (UTC), today included.` })
  tracksCompleted28Days!: number;

  @Field(() => Int, { description: "Problems that members have solved, counted for each member." })
  problemsSolved!: number;

  @Field(() => [OrganizationActivityType], { description: `The last ${ACTIVITY_DAYS} days, the oldest first, today included.` })
  days!: ActiveRow[];

  @Field(() => [OrganizationActivityType], { description: `The last ${ACTIVITY_WEEKS} ISO weeks, the oldest first, this week included.` })
  weeks!: ActiveRow[];
}

@InputType({ description: "The report to write." })
export class ReportOrganizationProgressInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  organizationId!: string;

  @Field(() => OrganizationFileFormatEnum, { description: `Format of the file. Columns: ${REPORT_COLUMNS.join(", ")}. Days are UTC.` })
  format!: TableFormat;
}

@ObjectType({ simpleResolvers: true, description: "Result of reportOrganizationProgress." })
export class ReportOrganizationProgressPayload implements CalledFile {
  @Field(() => GraphQLURL, { description: "URL to GET without any headers." })
  url!: string;

  @Field(() => Int, { description: "Size of the file in bytes." })
  sizeBytes!: number;

  @Field(() => GraphQLDateTime, { description: "When the URL expires. The file is removed a day after it was written." })
  expiresAt!: Date;
}
