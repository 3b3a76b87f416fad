import { Entity, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { DESCRIPTION_MAX } from "../limits.js";

export const NAME_MAX = 60;

/** What tracks teach, usually a programming language. Has a page of its own. */
@Entity({ tableName: "subjects" })
export class Subject {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @Unique({ name: "subjects_slug_unique" })
  @MaxChars(NAME_MAX)
  slug!: string;

  @Property({ type: "text" })
  @MaxChars(NAME_MAX)
  name!: string;

  /** Icon name in the Lucide set. */
  @Property({ type: "text" })
  @MaxChars(NAME_MAX)
  icon!: string;

  /** Markdown. */
  @Property({ type: "text", default: "" })
  @MaxChars(DESCRIPTION_MAX)
  description: string = "";

  /** Id of a language of the judge. */
  @Property({ type: "text", nullable: true })
  @MaxChars(40)
  language: string | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
