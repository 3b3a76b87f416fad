import { Migration } from "@mikro-orm/migrations";

/** Attachments and pictures of problems, and where problems come from. */
export class Migration20261130070000 extends Migration {
  async up() {
    this.addSql(`create table "problem_files" ("id" uuid not null, "problem_id" uuid not null, "kind" text not null, "name" text not null, "content_type" text not null, "size_bytes" int not null, "sha256" text not null, "key" text not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "problem_files_key_index" on "problem_files" ("key");`);
    this.addSql(`alter table "problem_files" add constraint "problem_files_content_unique" unique ("problem_id", "kind", "name", "sha256");`);
    this.addSql(`alter table "problems" add "files" jsonb not null default '[]';`);
    this.addSql(`alter table "problems" add "credits" jsonb not null default '{"authors":[],"sources":[],"license":null,"rightsOwner":null}';`);
    this.addSql(`alter table "problems" add constraint "problems_credits_check" check (jsonb_typeof(credits) = 'object'::text);`);
    this.addSql(`alter table "problem_files" add constraint "problem_files_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete cascade;`);
    this.addSql(`alter table "problem_files" add constraint "problem_files_name_check" check (char_length(name) <= 200);`);
    this.addSql(`alter table "problem_files" add constraint "problem_files_content_type_check" check (char_length(content_type) <= 100);`);
    this.addSql(`alter table "problem_files" add constraint "problem_files_size_bytes_check" check (size_bytes >= 0);`);
    this.addSql(`alter table "problem_files" add constraint "problem_files_kind_check" check ("kind" in ('ATTACHMENT', 'PICTURE'));`);
  }

  async down() {
    this.addSql(`drop table if exists "problem_files" cascade;`);
    this.addSql(`alter table "problems" drop constraint "problems_credits_check";`);
    this.addSql(`alter table "problems" drop column "credits";`);
    this.addSql(`alter table "problems" drop column "files";`);
  }
}
