import type { Role, SignedIn, Viewer } from "../../access/viewer.js";
import { AppError } from "../../kernel/errors.js";
import { violatedUnique, type Database, type EntityManager } from "../../platform/database.js";
import { User } from "./user.entity.js";

export interface NewUser {
  email: string;
  username: string;
  displayName: string;
  passwordHash: string;
  role: Role;
}

export interface UsersService {
  /** The viewer of a token's account; null when the account is gone. */
  viewer(userId: string): Promise<Viewer>;
  /** Writes the account, in the caller's transaction where one is given. Throws CONFLICT, naming the field, when the e-mail address or the username is taken. */
  create(user: NewUser, transaction?: EntityManager): Promise<User>;
  findByEmail(email: string): Promise<User | null>;
  me(em: EntityManager, viewer: SignedIn): Promise<User>;
}

export function createUsersService({ db }: { db: Database }): UsersService {
  return {
    async viewer(userId) {
      const user = await db.em.fork().findOne(User, { id: userId }, { fields: ["id", "role"], disableIdentityMap: true });
      return user && { id: user.id, role: user.role };
    },

    async create(input, em = db.em.fork()) {
      const user = Object.assign(new User(), input, { email: input.email.toLowerCase() });
      try {
        await em.persist(user).flush();
      } catch (error) {
        throw taken(error) ?? error;
      }
      return user;
    },

    findByEmail: (email) => db.em.fork().findOne(User, { email: email.toLowerCase() }),

    me: (em, viewer) => em.findOneOrFail(User, { id: viewer.id }),
  };
}

function taken(error: unknown): AppError | null {
  const conflict = (field: string, message: string) => new AppError("CONFLICT", message, { fields: [{ field, message }] });
  switch (violatedUnique(error)) {
    case "users_email_unique":
      return conflict("input.email", "There is already an account with this e-mail address. Log in instead.");
    case "users_username_unique":
      return conflict("input.username", "This username is taken. Choose another.");
    default:
      return null;
  }
}
