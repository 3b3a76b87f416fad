import type { Module } from "../module.js";
import { IdentityResolver } from "./identity.resolver.js";
import type { IdentityService } from "./identity.service.js";
import { RoleRequest } from "./role-request.entity.js";
import { RoleRequestResolver, UserRoleRequestResolver } from "./role-request.resolver.js";
import type { RoleRequestsService } from "./role-requests.service.js";

export const identityEntities = [RoleRequest];

export function identityModule({ identity, roleRequests }: { identity: IdentityService; roleRequests: RoleRequestsService }): Module {
  return { resolvers: [new IdentityResolver(identity), new RoleRequestResolver(roleRequests), new UserRoleRequestResolver()] };
}
