import type { Module } from "../module.js";
import { User } from "./user.entity.js";
import { UserResolver } from "./user.resolver.js";
import { usersPersonalData } from "./users.personal-data.js";
import type { UsersService } from "./users.service.js";

export const userEntities = [User];

export function usersModule(users: UsersService): Module {
  return { resolvers: [new UserResolver(users)], personalData: usersPersonalData };
}
