import type { Module } from "../module.js";
import { User } from "./user.entity.js";
import { UserResolver } from "./user.resolver.js";
import type { UsersService } from "./users.service.js";

export const userEntities = [User];

export function usersModule(users: UsersService): Module {
  return { resolvers: [new UserResolver(users)] };
}
