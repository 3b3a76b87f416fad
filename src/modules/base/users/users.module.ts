import { loadAll, nodesById } from "../../../graphql/node-lookup.js";
import type { Module } from "../../contracts/module.js";
import { User } from "./user.entity.js";
import { userById } from "./user.loaders.js";
import { UserResolver } from "./user.resolver.js";
import { usersPersonalData } from "./users.personal-data.js";
import type { UsersService } from "./users.service.js";

export const userEntities = [User];

export function usersModule(users: UsersService): Module {
  return {
    resolvers: [new UserResolver(users)],
    personalData: usersPersonalData,
    nodes: { User: nodesById("public", (context, ids) => loadAll(context.loader(userById), ids)) },
  };
}
