import type { Role, SignedIn } from "../../access/viewer.js";
import { AppError } from "../../kernel/errors.js";
import { violatedUnique, type Database, type EntityManager } from "../../platform/database.js";
import { User } from "./user.entity.js";

export interface NewUser {
  email: string;
  username: string;
  displayName: string;
  passwordHash: string;
  role: Role;
  emailVerifiedAt?: Date;
}

export interface UsersService {
  /** Writes the account, in the caller's transaction where one is given. Throws CONFLICT, naming the field, when the e-mail address or the username is taken. */
  create(user: NewUser, transaction?: EntityManager): Promise<User>;
  findByEmail(email: string): Promise<User | null>;
  me(em: EntityManager, viewer: SignedIn): Promise<User>;
}

export function createUsersService({ db }: { db: Database }): UsersService {
  return {
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
