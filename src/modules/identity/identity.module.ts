import type { Module } from "../module.js";
import { IdentityResolver } from "./identity.resolver.js";
import type { IdentityService } from "./identity.service.js";
import { ProfileResolver } from "./profile.resolver.js";
import type { ProfileService } from "./profile.service.js";
import { RoleRequest } from "./role-request.entity.js";
import { RoleRequestResolver, UserRoleRequestResolver } from "./role-request.resolver.js";
import type { RoleRequestsService } from "./role-requests.service.js";

export const identityEntities = [RoleRequest];

interface Services {
  identity: IdentityService;
  roleRequests: RoleRequestsService;
  profiles: ProfileService;
}

export function identityModule({ identity, roleRequests, profiles }: Services): Module {
  return {
    resolvers: [
      new IdentityResolver(identity),
      new RoleRequestResolver(roleRequests),
      new UserRoleRequestResolver(),
      new ProfileResolver(profiles),
    ],
  };
}
