import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { Node, nodeLoader } from "../../../graphql/node.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { userById, type UserRow } from "../users/user.loaders.js";
import { UserType } from "../users/user.type.js";
import type { Authored } from "../../contracts/authored.js";
import type { OfferRow } from "./ownership.rows.js";
import type { Ownership } from "./ownership.service.js";
import {
  AcceptOwnershipInput,
  AcceptOwnershipPayload,
  AssignOwnershipInput,
  AssignOwnershipPayload,
  DeclineOwnershipInput,
  DeclineOwnershipPayload,
  OfferOwnershipInput,
  OfferOwnershipPayload,
  OwnershipOfferConnection,
  OwnershipOfferType,
} from "./ownership.type.js";

@Resolver(() => OwnershipOfferType)
export class OwnershipResolver {
  constructor(
    private readonly ownership: Ownership,
    private readonly authored: readonly Authored[],
  ) {}

  @Allow("ownership:offer")
  @Query(() => OwnershipOfferConnection, {
    name: "ownershipOffers",
    description: "Pending offers of ownership to you and by you, newest first. Errors: BAD_USER_INPUT.",
  })
  list(@Ctx() { em, signedIn }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<OfferRow>> {
    return this.ownership.list(em, signedIn, page);
  }

  @Allow("ownership:offer")
  @Mutation(() => OfferOwnershipPayload, {
    description:
      "Offers your problem, track, quiz or question bank to another instructor or admin, who is notified and becomes its owner by accepting; you stay a co-author. Errors: BAD_USER_INPUT when there is no such account, it is the owner, or its role can't edit; NOT_FOUND unless you may edit the object; FORBIDDEN unless you are its owner or an admin; CONFLICT while another offer of it is pending.",
  })
  async offerOwnership(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => OfferOwnershipInput, { description: "The object and the account." }) { objectId, username }: OfferOwnershipInput,
  ): Promise<OfferOwnershipPayload> {
    return { offer: await this.ownership.offer(signedIn, objectId, username, address) };
  }

  @Allow("ownership:offer")
  @Mutation(() => AcceptOwnershipPayload, {
    description:
      "Accepts an offer: you become the owner, and the former owner a co-author. Errors: NOT_FOUND unless it was made to you, also when the object no longer exists; CONFLICT when it is no longer pending, has expired, or the object has another owner by now.",
  })
  async acceptOwnership(
    @Ctx() context: RequestContext,
    @Arg("input", () => AcceptOwnershipInput, { description: "The offer." }) { offerId }: AcceptOwnershipInput,
  ): Promise<AcceptOwnershipPayload> {
    const offer = await this.ownership.accept(context.signedIn, offerId, context.address);
    context.renew();
    return { offer };
  }

  @Allow("ownership:offer")
  @Mutation(() => DeclineOwnershipPayload, {
    description:
      "Declines an offer that was made to you, or withdraws one of yours. Errors: NOT_FOUND for offers of others; CONFLICT when it is no longer pending.",
  })
  async declineOwnership(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DeclineOwnershipInput, { description: "The offer." }) { offerId }: DeclineOwnershipInput,
  ): Promise<DeclineOwnershipPayload> {
    return { offer: await this.ownership.decline(signedIn, offerId, address) };
  }

  @Allow("ownership:assign")
  @Mutation(() => AssignOwnershipPayload, {
    description:
      "For admins: makes another account the owner of a problem, track, quiz or question bank, without asking, as when its owner has left. Both are notified; the former owner stays a co-author. Ends a pending offer. Errors: BAD_USER_INPUT when there is no such account, it is the owner, or its role can't edit; NOT_FOUND.",
  })
  async assignOwnership(
    @Ctx() context: RequestContext,
    @Arg("input", () => AssignOwnershipInput, { description: "The object and the account." }) { objectId, username }: AssignOwnershipInput,
  ): Promise<AssignOwnershipPayload> {
    const offer = await this.ownership.assign(context.signedIn, objectId, username, context.address);
    context.renew();
    return { offer };
  }

  @FieldResolver(() => Node, {
    nullable: true,
    description: "The problem, track, quiz or question bank. Null while you may not see it, and if it no longer exists.",
  })
  object(@Ctx() context: RequestContext, @Root() { kind, objectId }: OfferRow): Promise<object | null> {
    const { type } = this.authored.find((one) => one.kind === kind)!;
    return context.loader(nodeLoader).load({ type, key: objectId });
  }

  @FieldResolver(() => UserType, { description: "Owner when the offer was made." })
  from(@Ctx() context: RequestContext, @Root() { fromId }: OfferRow): Promise<UserRow | null> {
    return context.loader(userById).load(fromId);
  }

  @FieldResolver(() => UserType, { description: "Account that it was made to." })
  to(@Ctx() context: RequestContext, @Root() { toId }: OfferRow): Promise<UserRow | null> {
    return context.loader(userById).load(toId);
  }
}
