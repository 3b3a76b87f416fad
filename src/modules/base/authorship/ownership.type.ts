import { GraphQLDateTime } from "graphql-scalars";
import { MaxLength } from "class-validator";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../graphql/enum-of.js";
import { idOf } from "../../../graphql/global-ids.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import { OFFER_STATUSES, type OfferStatus } from "./ownership-offer.entity.js";
import { OFFER_DAYS, type OfferRow } from "./ownership.rows.js";

const OfferStatusEnum = enumOf(OFFER_STATUSES);
registerEnumType(OfferStatusEnum, {
  name: "OwnershipOfferStatus",
  description: "What became of an offer of ownership.",
  valuesConfig: {
    PENDING: { description: `Not answered yet. It can be accepted for ${OFFER_DAYS} days.` },
    ACCEPTED: { description: "Accepted: the object has its new owner." },
    DECLINED: { description: "Declined by the account that it was made to." },
    WITHDRAWN: { description: "Withdrawn by the owner, or ended because an admin assigned the object." },
    ASSIGNED: { description: "An admin has assigned the object to its new owner without asking." },
  },
});

@ObjectType("OwnershipOffer", {
  implements: Node,
  simpleResolvers: true,
  description: "The owner of a problem, track, quiz or question bank offers it to another account. Visible to these two accounts.",
})
export class OwnershipOfferType implements Pick<OfferRow, "title" | "status" | "createdAt" | "decidedAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Title of the object when it was offered." })
  title!: string;

  @Field(() => OfferStatusEnum, { description: "What became of it." })
  status!: OfferStatus;

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was accepted, declined or withdrawn. Null while it is PENDING." })
  decidedAt!: Date | null;
}

export const OwnershipOfferConnection = connectionOf("OwnershipOffer", () => OwnershipOfferType);

@InputType({ description: "Internal base type; not part of the schema." })
abstract class ObjectAndPerson {
  @Field(() => idOf("Node"), { description: "ID of a problem, track, quiz or question bank." })
  objectId!: string;

  @Field(() => String, { description: "Username of the account that becomes the owner: at least an instructor." })
  @MaxLength(30)
  username!: string;
}

@InputType({ description: "What to offer, and to whom." })
export class OfferOwnershipInput extends ObjectAndPerson {}

@InputType({ description: "What to assign, and to whom." })
export class AssignOwnershipInput extends ObjectAndPerson {}

@InputType({ description: "Internal base type; not part of the schema." })
abstract class OneOffer {
  @Field(() => idOf("OwnershipOffer"), { description: "ID of the offer." })
  offerId!: string;
}

@InputType({ description: "The offer to accept." })
export class AcceptOwnershipInput extends OneOffer {}

@InputType({ description: "The offer to decline or to withdraw." })
export class DeclineOwnershipInput extends OneOffer {}

@ObjectType({ description: "Internal base type; not part of the schema." })
abstract class OfferPayload {
  @Field(() => OwnershipOfferType, { description: "The offer with its `object`." })
  offer!: OfferRow;
}

@ObjectType({ description: "Result of offerOwnership." })
export class OfferOwnershipPayload extends OfferPayload {}

@ObjectType({ description: "Result of acceptOwnership." })
export class AcceptOwnershipPayload extends OfferPayload {}

@ObjectType({ description: "Result of declineOwnership." })
export class DeclineOwnershipPayload extends OfferPayload {}

@ObjectType({ description: "Result of assignOwnership." })
export class AssignOwnershipPayload extends OfferPayload {}
