import { Migration } from "@mikro-orm/migrations";

export class Migration20261129130506 extends Migration {
  async up() {
    this.addSql(`create table "package_imports" ("id" uuid not null, "attempt" int not null default 0, "leased_until" timestamptz(3) null, "done" int not null default 0, "total" int not null default 0, "created_at" timestamptz(3) not null default now(), "finished_at" timestamptz(3) null, "user_id" uuid not null, "status" text not null default 'QUEUED', "plan" text not null, "due_at" timestamptz(3) not null default now(), "format" text null, "faults" jsonb not null default '[]', "ignored" jsonb not null default '[]', "problem_id" uuid null, primary key ("id"));`);
    this.addSql(`create index "package_imports_user_id_index" on "package_imports" ("user_id");`);
    this.addSql(`create index "package_imports_problem_id_index" on "package_imports" ("problem_id");`);
    this.addSql(`create index package_imports_due_index on package_imports (due_at) where status in ('QUEUED', 'RUNNING');`);
    this.addSql(`alter table "files" drop constraint "files_purpose_check";`);
    this.addSql(`alter table "files" add constraint "files_purpose_check" check ("purpose" in ('AVATAR', 'ATTACHMENT', 'TEST_DATA', 'PROBLEM_PACKAGE'));`);
    this.addSql(`alter table "package_imports" add constraint "package_imports_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "package_imports" add constraint "package_imports_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete set null;`);
    this.addSql(`alter table "package_imports" add constraint "package_imports_status_check" check ("status" in ('QUEUED', 'RUNNING', 'READY', 'FAILED'));`);
    this.addSql(`alter table "package_imports" add constraint "package_imports_format_check" check ("format" in ('KATTIS_LEGACY', 'KATTIS_2025_09', 'POLYGON'));`);
    this.addSql(`alter table "package_imports" add constraint "package_imports_attempt_check" check (attempt >= 0);`);
    this.addSql(`alter table "package_imports" add constraint "package_imports_done_check" check (done >= 0);`);
    this.addSql(`alter table "package_imports" add constraint "package_imports_total_check" check (total >= 0);`);
  }

  async down() {
    this.addSql(`drop table if exists "package_imports" cascade;`);
    this.addSql(`delete from "files" where "purpose" = 'PROBLEM_PACKAGE';`);
    this.addSql(`alter table "files" drop constraint "files_purpose_check";`);
    this.addSql(`alter table "files" add constraint "files_purpose_check" check ("purpose" in ('AVATAR', 'ATTACHMENT', 'TEST_DATA'));`);
  }
}
