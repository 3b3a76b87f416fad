import type { Role, SignedIn } from "../../../access/viewer.js";
import { fieldErrors, type AppError } from "../../../kernel/errors.js";
import type { FieldProblem } from "../../../kernel/field-codes.js";
import { violatedUnique, type Database, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import { User } from "./user.entity.js";

export interface NewUser {
  email: string;
  username: string;
  displayName: string;
  passwordHash: string;
  role: Role;
  locale?: string;
  emailVerifiedAt?: Date;
}

export interface UsersService {
  /**
   * Creates the account, in the caller's transaction if given. CONFLICT names the field if the e-mail address or username
   * is taken.
   */
  create(user: NewUser, joined?: Transaction): Promise<User>;
  findByEmail(email: string): Promise<User | null>;
  me(em: EntityManager, viewer: SignedIn): Promise<User>;
}

export function createUsersService({ db }: { db: Database }): UsersService {
  return {
    async create(input, joined) {
      const user = Object.assign(new User(), input, { email: input.email.toLowerCase() });
      try {
        await db.transaction((em) => em.persist(user).flush(), joined);
      } catch (error) {
        throw (await taken(db, error, user)) ?? error;
      }
      return user;
    },

    findByEmail: (email) => db.em.fork().findOne(User, { email: email.toLowerCase() }),

    me: (em, viewer) => em.findOneOrFail(User, { id: viewer.id }),
  };
}

const TAKEN: Readonly<Record<string, FieldProblem>> = {
  users_email_unique: {
    field: "input.email",
    code: "TAKEN",
    message: "There is already an account with this e-mail address. Sign in instead.",
  },
  users_username_unique: { field: "input.username", code: "TAKEN", message: "This username is taken. Choose another." },
};

/** Reports both fields if both are taken; the database reports only one. */
async function taken(db: Database, error: unknown, { email, username }: User): Promise<AppError | null> {
  const reported = TAKEN[violatedUnique(error) ?? ""];
  if (!reported) return null;
  const others = await db.em.fork().find(User, { $or: [{ email }, { username }] }, { fields: ["email", "username"] });
  const problems = [
    others.some((other) => other.email === email) && TAKEN.users_email_unique,
    others.some((other) => other.username === username) && TAKEN.users_username_unique,
  ].filter((problem) => problem !== false && problem !== undefined);
  return fieldErrors(problems.length > 0 ? problems : [reported], "CONFLICT");
}
