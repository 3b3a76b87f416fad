import { Migration } from "@mikro-orm/migrations";

export class Migration20261128151348 extends Migration {
  async up() {
    this.addSql(`create table "test_set_builds" ("id" uuid not null, "problem_id" uuid not null, "user_id" uuid not null, "status" text not null default 'QUEUED', "plan" text not null, "due_at" timestamptz(3) not null default now(), "attempt" int not null default 0, "leased_until" timestamptz(3) null, "done" int not null default 0, "total" int not null default 0, "faults" jsonb not null default '[]', "test_set_id" uuid null, "created_at" timestamptz(3) not null default now(), "finished_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "test_set_builds_user_id_index" on "test_set_builds" ("user_id");`);
    this.addSql(`create index "test_set_builds_test_set_id_index" on "test_set_builds" ("test_set_id");`);
    this.addSql(`create index test_set_builds_due_index on test_set_builds (due_at) where status in ('QUEUED', 'RUNNING');`);
    this.addSql(`create index "test_set_builds_problem_index" on "test_set_builds" ("problem_id", "id");`);
    this.addSql(`alter table "problems" add "draft_test_set_id" uuid null, add "keep_line_ends" boolean not null default false;`);
    this.addSql(`alter table "problems" add constraint "problems_draft_test_set_id_foreign" foreign key ("draft_test_set_id") references "test_sets" ("id") on delete set null;`);
    this.addSql(`alter table "test_set_builds" add constraint "test_set_builds_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete cascade;`);
    this.addSql(`alter table "test_set_builds" add constraint "test_set_builds_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "test_set_builds" add constraint "test_set_builds_test_set_id_foreign" foreign key ("test_set_id") references "test_sets" ("id") on delete set null;`);
  }

  async down() {
    this.addSql(`drop table if exists "test_set_builds" cascade;`);
    this.addSql(`alter table "problems" drop constraint "problems_draft_test_set_id_foreign";`);
    this.addSql(`alter table "problems" drop column "draft_test_set_id", drop column "keep_line_ends";`);
  }
}
