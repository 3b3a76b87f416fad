import { IsInt, IsOptional, Length, Matches, Max, MaxLength, Min } from "class-validator";
import { GraphQLHexColorCode, GraphQLURL } from "graphql-scalars";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { Checked } from "../../../graphql/checked.js";
import { idOf } from "../../../graphql/global-ids.js";
import { NeverNull } from "../../../graphql/kept.js";
import { OneLine } from "../../../graphql/one-line.js";
import { Trimmed } from "../../../graphql/trimmed.js";
import { badInput } from "../../../kernel/errors.js";
import { SLUG_FIELD, SLUG_RULE } from "../../contracts/organization-name.js";
import { DESCRIPTION_MAX, NAME_MAX, REASON_MAX, SEAT_LIMIT_MAX, SLUG, SLUG_MAX, WEBSITE_MAX } from "./organization-limits.js";
import { type OrganizationState } from "./organization.entity.js";
import type { OrganizationRow } from "./organization.rows.js";
import { OrganizationStateEnum, OrganizationType } from "./organization.type.js";

function expectWebsite(website: URL, field: string): void {
  if (website.protocol !== "https:" && website.protocol !== "http:")
    throw badInput(field, "Enter an address that starts with https:// or http://.", "INVALID_FORMAT");
  if (website.username || website.password) throw badInput(field, "Leave out user name and password.", "INVALID_FORMAT");
  if (website.href.length > WEBSITE_MAX) throw badInput(field, `Enter at most ${WEBSITE_MAX} characters.`, "TOO_LONG");
}

function expectColor(color: string, field: string): void {
  if (!/^#[0-9a-f]{6}$/i.test(color)) throw badInput(field, "Enter a colour as `#rrggbb`.", "INVALID_FORMAT");
}

@InputType({ description: "Internal base type; not part of the schema." })
abstract class OrganizationFields {
  @Field(() => String, { nullable: true, description: `Markdown, at most ${DESCRIPTION_MAX} characters.` })
  @IsOptional()
  @MaxLength(DESCRIPTION_MAX)
  description?: string | null;

  @Field(() => GraphQLURL, { nullable: true, description: `Website, with https or http, at most ${WEBSITE_MAX} characters.` })
  @IsOptional()
  @Checked(expectWebsite)
  website?: URL | null;

  @Field(() => GraphQLHexColorCode, { nullable: true, description: "Main colour as `#rrggbb`." })
  @IsOptional()
  @Checked(expectColor)
  primaryColor?: string | null;

  @Field(() => GraphQLHexColorCode, { nullable: true, description: "Second colour as `#rrggbb`." })
  @IsOptional()
  @Checked(expectColor)
  accentColor?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether learners see each other. Default false." })
  @IsOptional()
  membersVisible?: boolean;
}

@InputType({ description: "A new organization." })
export class CreateOrganizationInput extends OrganizationFields {
  @Field(() => String, { description: `Name, 1 to ${NAME_MAX} characters.` })
  @Trimmed()
  @OneLine()
  @Length(1, NAME_MAX)
  name!: string;

  @Field(() => String, { description: SLUG_FIELD })
  @MaxLength(SLUG_MAX)
  @Matches(SLUG, SLUG_RULE)
  slug!: string;
}

@InputType({ description: "Changes to an organization. Omitted fields stay unchanged; null clears a field that can be empty." })
@NeverNull<UpdateOrganizationInput>("name", "slug", "membersVisible")
export class UpdateOrganizationInput extends OrganizationFields {
  @Field(() => idOf("Organization"), { description: "The organization." })
  id!: string;

  @Field(() => Int, {
    description: "`version` as you last read it. If it was changed since, the mutation fails with CONFLICT and changes nothing.",
  })
  @IsInt()
  @Min(1)
  @Max(2 ** 31 - 1)
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: `Name, 1 to ${NAME_MAX} characters.` })
  @IsOptional()
  @Trimmed()
  @OneLine()
  @Length(1, NAME_MAX)
  name?: string;

  @Field(() => String, { nullable: true, description: `${SLUG_FIELD} Links with the old one stop working.` })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  @Matches(SLUG, SLUG_RULE)
  slug?: string;
}

@InputType({ description: "The logo of an organization." })
export class SetOrganizationLogoInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  id!: string;

  @Field(() => idOf("File"), {
    nullable: true,
    description: "Your READY file of purpose LOGO, which becomes the organization's; null removes the logo.",
  })
  fileId?: string | null;
}

@InputType({ description: "The organization to archive." })
export class ArchiveOrganizationInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  id!: string;
}

@InputType({ description: "The organization to restore." })
export class RestoreOrganizationInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  id!: string;
}

@InputType({ description: "The organization to suspend." })
export class SuspendOrganizationInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  id!: string;

  @Field(() => String, { description: `Why; its members see it. At most ${REASON_MAX} characters.` })
  @Trimmed()
  @Length(1, REASON_MAX)
  reason!: string;
}

@InputType({ description: "The organization to reinstate." })
export class ReinstateOrganizationInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  id!: string;
}

@InputType({ description: "Seats of an organization." })
export class SetOrganizationSeatLimitInput {
  @Field(() => idOf("Organization"), { description: "The organization." })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      "Most members, in addition to seats that it has bought or been granted; in sum at least as many as there are now. Null: unlimited, unless it has or had such seats.",
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(SEAT_LIMIT_MAX)
  seatLimit?: number | null;
}

@InputType({ description: "Which organizations to list. Conditions combine with AND." })
export class OrganizationFilterInput {
  @Field(() => String, { nullable: true, description: "Beginning of the slug, at most 60 characters." })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  search?: string | null;

  @Field(() => OrganizationStateEnum, { nullable: true, description: "Only those in this state." })
  @IsOptional()
  state?: OrganizationState | null;
}

@ObjectType({ description: "Internal base type; not part of the schema." })
abstract class WithOrganization {
  @Field(() => OrganizationType, { description: "The organization after the change." })
  organization!: OrganizationRow;
}

@ObjectType({ description: "Result of createOrganization." })
export class CreateOrganizationPayload extends WithOrganization {}
@ObjectType({ description: "Result of updateOrganization." })
export class UpdateOrganizationPayload extends WithOrganization {}
@ObjectType({ description: "Result of setOrganizationLogo." })
export class SetOrganizationLogoPayload extends WithOrganization {}
@ObjectType({ description: "Result of archiveOrganization." })
export class ArchiveOrganizationPayload extends WithOrganization {}
@ObjectType({ description: "Result of restoreOrganization." })
export class RestoreOrganizationPayload extends WithOrganization {}
@ObjectType({ description: "Result of suspendOrganization." })
export class SuspendOrganizationPayload extends WithOrganization {}
@ObjectType({ description: "Result of reinstateOrganization." })
export class ReinstateOrganizationPayload extends WithOrganization {}
@ObjectType({ description: "Result of setOrganizationSeatLimit." })
export class SetOrganizationSeatLimitPayload extends WithOrganization {}
