import { loadAll, nodesById } from "../../../graphql/node-lookup.js";
import type { Module } from "../../contracts/module.js";
import { User } from "./user.entity.js";
import { userById } from "./user.loaders.js";
import { UserResolver } from "./user.resolver.js";
import { userSearchSource } from "./user.search-source.js";
import { usersPersonalData } from "./users.personal-data.js";
import { createUsersService, type UsersService } from "./users.service.js";

declare module "../../contracts/module.js" {
  interface Services {
    users: UsersService;
  }
}

export default {
  name: "users",
  exports: ["user-named", "user.entity", "user.loaders", "user.type", "users.service"],
  entities: [User],
  fieldCosts: { "User.solvedCounts": { weight: 5, items: 3 } },
  resolvers: [UserResolver],
  searchSources: [userSearchSource],
  personalData: usersPersonalData,

  wire(platform) {
    const users = createUsersService(platform);
    return {
      services: { users },
      resolvers: [new UserResolver(users)],
      nodes: { User: nodesById("public", (context, ids) => loadAll(context.loader(userById), ids)) },
    };
  },
} satisfies Module;
