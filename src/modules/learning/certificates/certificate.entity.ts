import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../kernel/ids.js";
import { MaxChars, PresentExactlyIf } from "../../../platform/database/checks.js";
import { User } from "../../base/users/user.entity.js";
import { TITLE_MAX } from "../content/limits.js";
import { Track } from "../content/tracks/track.entity.js";
import { CODE_LENGTH } from "./certificate-code.js";

export const REASON_MAX = 500;

/** That an account has completed a track, with names as they were then. One per account and track, for ever. */
@Entity({ tableName: "certificates" })
@Unique({ name: "certificates_user_track_unique", properties: ["user", "track"] })
@Index({ name: "certificates_user_index", properties: ["user", "id"] })
export class Certificate {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Public: who knows it may check the certificate. */
  @Property({ type: "text" })
  @Unique({ name: "certificates_code_unique" })
  @MaxChars(CODE_LENGTH)
  code!: string;

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Track, { ref: true, index: true, deleteRule: "restrict" })
  track!: Ref<Track>;

  /** Display name when it was issued. */
  @Property({ type: "text" })
  @MaxChars(100)
  learnerName!: string;

  /** Username when it was issued: ASCII, for documents whose font lacks the name. */
  @Property({ type: "text" })
  @MaxChars(30)
  accountName!: string;

  @Property({ type: "text" })
  @MaxChars(TITLE_MAX)
  trackTitle!: string;

  @Property({ type: "datetime" })
  completedAt!: Date;

  @Property({ type: "datetime", defaultRaw: "now()" })
  issuedAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  @PresentExactlyIf("revocation_reason is not null")
  revokedAt: Date | null = null;

  @Property({ type: "text", nullable: true })
  @MaxChars(REASON_MAX)
  revocationReason: string | null = null;
}
