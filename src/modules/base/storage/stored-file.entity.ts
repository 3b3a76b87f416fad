import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, OneToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../kernel/ids.js";
import { User } from "../users/user.entity.js";
import { MaxChars } from "../../../platform/database/checks.js";

export const FILE_PURPOSES = ["AVATAR", "ATTACHMENT", "TEST_DATA", "PROBLEM_PACKAGE", "LOGO"] as const;
export type FilePurpose = (typeof FILE_PURPOSES)[number];

export const FILE_STATUSES = ["PENDING", "READY", "REJECTED"] as const;
export type FileStatus = (typeof FILE_STATUSES)[number];

/** An object as served. The key of an image contains its width, so the object never changes. */
export interface Rendition {
  key: string;
  contentType: string;
  sizeBytes: number;
  width: number | null;
  height: number | null;
}

/** A file of an account: first an announced upload, then its result after inspection. */
@Entity({ tableName: "files" })
@Index({ name: "files_pending_index", expression: "create index files_pending_index on files (created_at) where status <> 'READY'" })
export class StoredFile {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  owner!: Ref<User>;

  @Enum({ items: FILE_PURPOSES })
  purpose!: FilePurpose;

  @Enum({ items: FILE_STATUSES })
  status: FileStatus = "PENDING";

  /** The client's name for it; only for downloads, never part of a key. */
  @Property({ type: "text" })
  @MaxChars(200)
  fileName!: string;

  /** As declared, then as detected. */
  @Property({ type: "text" })
  contentType!: string;

  @Property({ type: "integer" })
  sizeBytes!: number;

  /** Why it was rejected. */
  @Property({ type: "text", nullable: true })
  reason: string | null = null;

  /** Smallest first; empty until READY. */
  @Property({ type: "json" })
  renditions: Rendition[] = [];

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}

/** The picture of an account. */
@Entity({ tableName: "avatars" })
export class Avatar {
  @OneToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => StoredFile, { ref: true, index: true, deleteRule: "cascade" })
  file!: Ref<StoredFile>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
