import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { entitlementTable } from "../../../access/entitlements.js";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { idOf } from "../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { badInput } from "../../../kernel/errors.js";
import { userById } from "../users/user.loaders.js";
import { UserType } from "../users/user.type.js";
import type { EntitlementRow } from "./entitlement.rows.js";
import {
  EntitlementConnection,
  EntitlementKindType,
  EntitlementType,
  GrantEntitlementInput,
  GrantEntitlementPayload,
  RevokeEntitlementInput,
  RevokeEntitlementPayload,
} from "./entitlement.type.js";
import { holdersOf, type EntitlementsService } from "./entitlements.service.js";

const ACTIVE = { nullable: true, description: "True for active ones only, false for the others only. Default: all." } as const;

@Resolver(() => EntitlementType)
export class EntitlementResolver {
  constructor(private readonly entitlements: EntitlementsService) {}

  @Allow("public")
  @Query(() => [EntitlementKindType], { description: "Everything that plans, purchases or admins can give. A fixed, short list." })
  entitlementKinds(): EntitlementKindType[] {
    return [...entitlementTable()].map(([key, rule]) => ({ key, ...rule }));
  }

  @Allow("entitlement:read")
  @Query(() => EntitlementConnection, {
    description:
      "Your entitlements and those of your organizations, which you have as a member (see `organizationId`), newest first, including those that have ended. Changes have an effect at once. Errors: BAD_USER_INPUT.",
  })
  myEntitlements(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("active", () => Boolean, ACTIVE) active?: boolean | null,
  ): Promise<Connection<EntitlementRow>> {
    return this.entitlements.list(em, holdersOf(signedIn), active ?? null, page);
  }

  @Allow("entitlement:edit")
  @Query(() => EntitlementConnection, {
    name: "entitlements",
    description:
      "Entitlements of an account or an organization, newest first. For admins. Errors: BAD_USER_INPUT unless exactly one of `userId` and `organizationId` is given.",
  })
  entitlementsOf(
    @Ctx() { em }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("userId", () => idOf("User"), { nullable: true, description: "The account." }) userId?: string | null,
    @Arg("organizationId", () => idOf("Organization"), { nullable: true, description: "The organization." }) organizationId?: string | null,
    @Arg("active", () => Boolean, ACTIVE) active?: boolean | null,
  ): Promise<Connection<EntitlementRow>> {
    if (!userId === !organizationId) throw badInput("userId", "Give either an account or an organization.");
    const holders = { userId: userId ?? null, organizationIds: organizationId ? [organizationId] : [] };
    return this.entitlements.list(em, holders, active ?? null, page);
  }

  @Allow("entitlement:edit")
  @Mutation(() => GrantEntitlementPayload, {
    description:
      "Gives an account or an organization an entitlement. It has an effect at once. Recorded in the audit log. For admins. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  async grantEntitlement(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => GrantEntitlementInput, { description: "The account, and what it gets." }) input: GrantEntitlementInput,
  ): Promise<GrantEntitlementPayload> {
    return { entitlement: await this.entitlements.grantByAdmin(signedIn, input, address) };
  }

  @Allow("entitlement:edit")
  @Mutation(() => RevokeEntitlementPayload, {
    description:
      "Ends an entitlement at once, whatever its source. Refunds nothing. Recorded in the audit log. For admins. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when it has already ended.",
  })
  async revokeEntitlement(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RevokeEntitlementInput, { description: "The entitlement." }) input: RevokeEntitlementInput,
  ): Promise<RevokeEntitlementPayload> {
    return { entitlement: await this.entitlements.revokeByAdmin(signedIn, input, address) };
  }

  @FieldResolver(() => UserType, { nullable: true, description: "The account that holds it; null if an organization does." })
  user(@Ctx() context: RequestContext, @Root() { userId }: EntitlementRow): Promise<UserType | null> | null {
    return userId === null ? null : context.loader(userById).load(userId);
  }
}
