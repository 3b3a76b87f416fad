import { Migration } from "@mikro-orm/migrations";

export class Migration20261128233918 extends Migration {
  async up() {
    this.addSql(`create table "bookmarks" ("id" uuid not null, "user_id" uuid not null, "problem_id" uuid not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "bookmarks_problem_id_index" on "bookmarks" ("problem_id");`);
    this.addSql(`alter table "bookmarks" add constraint "bookmarks_user_problem_unique" unique ("user_id", "problem_id");`);
    this.addSql(`alter table "bookmarks" add constraint "bookmarks_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "bookmarks" add constraint "bookmarks_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete cascade;`);
  }

  async down() {
    this.addSql(`drop table if exists "bookmarks" cascade;`);
  }
}
