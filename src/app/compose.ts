import type { EntityClass } from "@mikro-orm/core";
import type { Module } from "../modules/module.js";
import { userEntities, usersModule } from "../modules/users/users.module.js";
import { createUsersService, type UsersService } from "../modules/users/users.service.js";
import { OutboxMessage } from "../platform/outbox/outbox-message.entity.js";
import type { Platform } from "./platform.js";

export const ENTITIES: readonly EntityClass<object>[] = [OutboxMessage, ...userEntities];

export interface Application {
  modules: readonly Module[];
  users: UsersService;
}

/** Wires everything. Line order is module order: each module gets only what stands above it. */
export function compose(platform: Platform): Application {
  const users = createUsersService(platform);
  const modules = [usersModule(users)];
  return { modules, users };
}
