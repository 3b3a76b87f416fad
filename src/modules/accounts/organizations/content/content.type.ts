import { IsOptional, MaxLength } from "class-validator";
import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { CONTENT_VISIBILITIES, type ContentVisibility } from "../../../../access/policy.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";

export const ContentVisibilityEnum = enumOf(CONTENT_VISIBILITIES);
registerEnumType(ContentVisibilityEnum, {
  name: "ContentVisibility",
  description: "Who finds a problem or a track once it is published.",
  valuesConfig: {
    PUBLIC: { description: "Everyone. What belongs to a person always is." },
    ORGANIZATION: {
      description:
        "Only members of the organization that owns it, and admins. For everyone else it does not exist: NOT_FOUND, and no list, search, count or suggestion has it.",
    },
  },
});

export const ORGANIZATION_OWNER =
  "Organization that owns it, with its owners, managers and instructors as its authors. It is created with the visibility ORGANIZATION. If omitted, it is yours. NOT_FOUND unless you are a member, FORBIDDEN for learners of it, ENTITLEMENT_REQUIRED unless it has `private-content`; what it owns when that ends stays as it is.";

@InputType({ description: "Internal base type; not part of the schema." })
abstract class OneContent {
  @Field(() => idOf("Node"), { description: "ID of a problem or a track." })
  objectId!: string;
}

@InputType({ description: "What to move, and to which organization." })
export class MoveToOrganizationInput extends OneContent {
  @Field(() => idOf("Organization"), { description: "The organization that becomes its owner." })
  organizationId!: string;

  @Field(() => ContentVisibilityEnum, { description: "Who finds it from then on, once it is published." })
  visibility!: ContentVisibility;
}

@InputType({ description: "What to move, and to whom." })
export class MoveToPersonInput extends OneContent {
  @Field(() => String, {
    nullable: true,
    description: "Username of the account that becomes its owner: at least an instructor. Default: you. Only admins name others.",
  })
  @IsOptional()
  @MaxLength(30)
  username?: string | null;
}

@InputType({ description: "Who finds a problem or a track." })
export class SetContentVisibilityInput extends OneContent {
  @Field(() => ContentVisibilityEnum, { description: "Who finds it once it is published." })
  visibility!: ContentVisibility;
}

@ObjectType({ description: "Internal base type; not part of the schema." })
abstract class ContentPayload {
  @Field(() => Node, { nullable: true, description: "The problem or track after the change. Null if you may no longer see it." })
  object!: object | null;
}

@ObjectType({ description: "Result of moveToOrganization." })
export class MoveToOrganizationPayload extends ContentPayload {}

@ObjectType({ description: "Result of moveToPerson." })
export class MoveToPersonPayload extends ContentPayload {}

@ObjectType({ description: "Result of setContentVisibility." })
export class SetContentVisibilityPayload extends ContentPayload {}
