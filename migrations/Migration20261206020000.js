import { Migration } from "@mikro-orm/migrations";

/** History of the outlines of tracks. */
export class Migration20261206020000 extends Migration {
  async up() {
    this.addSql(`create table "track_revisions" ("id" uuid not null, "track_id" uuid not null, "number" int not null, "outline" jsonb not null, "changed" text[] not null, "author_id" uuid null, "note" text not null default '', "restored_from" int null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "track_revisions_author_id_index" on "track_revisions" ("author_id");`);
    this.addSql(`alter table "track_revisions" add constraint "track_revisions_number_unique" unique ("track_id", "number");`);
    this.addSql(`alter table "track_revisions" add constraint "track_revisions_track_id_foreign" foreign key ("track_id") references "tracks" ("id") on delete cascade;`);
    this.addSql(`alter table "track_revisions" add constraint "track_revisions_author_id_foreign" foreign key ("author_id") references "users" ("id") on delete set null;`);
    this.addSql(`alter table "track_revisions" add constraint "track_revisions_number_check" check (number >= 1);`);
    this.addSql(`alter table "track_revisions" add constraint "track_revisions_outline_check" check (jsonb_typeof(outline) = 'object'::text);`);
    this.addSql(`alter table "track_revisions" add constraint "track_revisions_note_check" check (char_length(note) <= 500);`);
    this.addSql(`alter table "track_revisions" add constraint "track_revisions_restored_from_check" check (restored_from >= 1);`);
  }

  async down() {
    this.addSql(`drop table if exists "track_revisions" cascade;`);
  }
}
