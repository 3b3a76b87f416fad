import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";

export const NOTEBOOK_TITLE_MAX = 200;
export const NOTEBOOK_TEXT_MAX = 40_000;
export const NOTEBOOKS_MAX = 200;

/** Notes of a learner that AI can summarize. Visible to the owner only. */
@Entity({ tableName: "notebooks" })
@Index({ name: "notebooks_user_index", properties: ["user", "id"] })
export class Notebook {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "text" })
  @MaxChars(NOTEBOOK_TITLE_MAX)
  title!: string;

  /** Markdown. */
  @Property({ type: "text" })
  @MaxChars(NOTEBOOK_TEXT_MAX)
  text!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  updatedAt: Date = new Date();
}
