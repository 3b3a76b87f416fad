import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property, Unique } from "@mikro-orm/decorators/legacy";
import { MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";

/** An address at which calendar programs read the interviews of an account. A new one replaces it. */
@Entity({ tableName: "interview_feeds" })
export class InterviewFeed {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  /** SHA-256 of the token, which is not kept. */
  @Property({ type: "text" })
  @Unique({ name: "interview_feeds_token_unique" })
  @MaxChars(43)
  tokenDigest!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  readAt: Date | null = null;
}
