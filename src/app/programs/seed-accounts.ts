import { readFile } from "node:fs/promises";
import type { Role, SignedIn } from "../../access/viewer.js";
import { User } from "../../modules/base/users/user.entity.js";
import type { UsersService } from "../../modules/base/users/users.service.js";
import type { Platform } from "../../platform/platform.js";
import { inRoot } from "../../config/paths.js";

/** Author of the seed problems. Identified by its id, as any user may have taken the name before the first seed. */
const CODEQUEST_ID = "01900000-0000-7000-8000-c0de00000000";

/** The account that the seed acts as. Nobody can sign in to it: it has no password, and its address has no mailbox. */
export async function systemAuthor({ db }: Platform): Promise<SignedIn> {
  const em = db.em.fork();
  const known = await em.findOne(User, { id: CODEQUEST_ID });
  if (known) return { id: known.id, role: known.role };
  const user = Object.assign(new User(), {
    id: CODEQUEST_ID,
    email: "codequest@codequest.example",
    username: "codequest",
    displayName: "CodeQuest",
    emailVerifiedAt: new Date(),
    role: "INSTRUCTOR",
  });
  await em.persist(user).flush();
  return { id: user.id, role: user.role };
}

const DEMO_ACCOUNTS = inRoot("scripts/demo-accounts.json");

/** Creates accounts with a public password, for embedded data only. Returns how many were missing. */
export async function seedDemoAccounts({ passwords }: Platform, users: UsersService): Promise<number> {
  const { password, accounts } = JSON.parse(await readFile(DEMO_ACCOUNTS, "utf8")) as {
    password: string;
    accounts: { email: string; role: Role }[];
  };
  let made = 0;
  for (const { email, role } of accounts) {
    if (await users.findByEmail(email)) continue;
    const username = email.slice(0, email.indexOf("@"));
    const displayName = `Demo ${username}`;
    await users.create({
      email,
      username,
      displayName,
      passwordHash: await passwords.hash(password, "seed"),
      role,
      emailVerifiedAt: new Date(),
    });
    made++;
  }
  return made;
}
