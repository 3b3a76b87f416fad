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
  /** Creates the account. CONFLICT names the field if the e-mail address or username is taken. */
  create(user: NewUser): Promise<User>;
  /** Creates it in the caller's transaction, which goes through `orTaken`. */
  createIn(tx: Transaction, user: NewUser): Promise<User>;
  /**
   * The transaction's answer; CONFLICT as in `create`. Asks who has them when the transaction has ended: one that held its connection
   * meanwhile would need a second, and many at once would wait for each other's.
   */
  orTaken<T>(user: Pick<NewUser, "email" | "username">, transaction: Promise<T>): Promise<T>;
  findByEmail(email: string): Promise<User | null>;
  me(em: EntityManager, viewer: SignedIn): Promise<User>;
}

export function createUsersService({ db }: { db: Database }): UsersService {
  const createIn: UsersService["createIn"] = async (tx, input) => {
    const user = Object.assign(new User(), input, { email: input.email.toLowerCase() });
    await tx.persist(user).flush();
    return user;
  };
  const orTaken: UsersService["orTaken"] = (input, transaction) =>
    transaction.catch(async (error: unknown) => {
      throw (await taken(db, error, input)) ?? error;
    });

  return {
    create: (input) =>
      orTaken(
        input,
        db.transaction((tx) => createIn(tx, input)),
      ),
    createIn,
    orTaken,

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
async function taken(db: Database, error: unknown, input: Pick<NewUser, "email" | "username">): Promise<AppError | null> {
  const reported = TAKEN[violatedUnique(error) ?? ""];
  if (!reported) return null;
  const [email, username] = [input.email.toLowerCase(), input.username.toLowerCase()];
  const others = await db.em.fork().find(User, { $or: [{ email }, { username }] }, { fields: ["email", "username"] });
  const problems = [
    others.some((other) => other.email === email) && TAKEN.users_email_unique,
    others.some((other) => other.username === username) && TAKEN.users_username_unique,
  ].filter((problem) => problem !== false && problem !== undefined);
  return fieldErrors(problems.length > 0 ? problems : [reported], "CONFLICT");
}
