import { Migration } from "@mikro-orm/migrations";

export class Migration20261129130455 extends Migration {
  async up() {
    this.addSql(`create table "problem_programs" ("id" uuid not null, "problem_id" uuid not null, "purpose" text not null, "name" text not null, "kind" text null, "language" text not null, "source" text not null, "files" jsonb not null default '[]', "arguments" text[] not null, "expected_verdicts" text[] not null, "version" text not null, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "problem_programs" add constraint "problem_programs_name_unique" unique ("problem_id", "purpose", "name");`);
    this.addSql(`create table "verifications" ("id" uuid not null, "attempt" int not null default 0, "leased_until" timestamptz(3) null, "done" int not null default 0, "total" int not null default 0, "created_at" timestamptz(3) not null default now(), "finished_at" timestamptz(3) null, "problem_id" uuid not null, "user_id" uuid not null, "status" text not null default 'QUEUED', "scope" text not null default 'ALL', "revision" int not null, "test_set_id" uuid not null, "fingerprint" text not null, "due_at" timestamptz(3) not null default now(), "failures" int not null default 0, "report" jsonb not null, primary key ("id"));`);
    this.addSql(`create index "verifications_user_id_index" on "verifications" ("user_id");`);
    this.addSql(`create index "verifications_test_set_id_index" on "verifications" ("test_set_id");`);
    this.addSql(`create unique index verifications_open_unique on verifications (problem_id) where status in ('QUEUED', 'RUNNING');`);
    this.addSql(`create index verifications_due_index on verifications (due_at) where status in ('QUEUED', 'RUNNING');`);
    this.addSql(`create index "verifications_problem_index" on "verifications" ("problem_id", "id");`);
    this.addSql(`alter table "problem_programs" add constraint "problem_programs_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete cascade;`);
    this.addSql(`alter table "problem_programs" add constraint "problem_programs_name_check" check (char_length(name) <= 100);`);
    this.addSql(`alter table "problem_programs" add constraint "problem_programs_source_check" check (char_length(source) <= 524288);`);
    this.addSql(`alter table "problem_programs" add constraint "problem_programs_arguments_check" check (cardinality(arguments) <= 20);`);
    this.addSql(`alter table "problem_programs" add constraint "problem_programs_expected_verdicts_check" check (expected_verdicts <@ array['ACCEPTED'::text, 'WRONG_ANSWER'::text, 'TIME_LIMIT_EXCEEDED'::text, 'RUNTIME_ERROR'::text, 'MEMORY_LIMIT_EXCEEDED'::text, 'OUTPUT_LIMIT_EXCEEDED'::text]);`);
    this.addSql(`alter table "problem_programs" add constraint "problem_programs_purpose_check" check ("purpose" in ('VALIDATOR', 'GENERATOR', 'SOLUTION'));`);
    this.addSql(`alter table "problem_programs" add constraint "problem_programs_kind_check" check ("kind" in ('TESTLIB', 'KATTIS'));`);
    this.addSql(`alter table "verifications" add constraint "verifications_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete cascade;`);
    this.addSql(`alter table "verifications" add constraint "verifications_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "verifications" add constraint "verifications_test_set_id_foreign" foreign key ("test_set_id") references "test_sets" ("id") on delete cascade;`);
    this.addSql(`alter table "verifications" add constraint "verifications_revision_check" check (revision >= 1);`);
    this.addSql(`alter table "verifications" add constraint "verifications_status_check" check ("status" in ('QUEUED', 'RUNNING', 'FINISHED', 'CANCELLED', 'FAILED'));`);
    this.addSql(`alter table "verifications" add constraint "verifications_scope_check" check ("scope" in ('ALL', 'INPUTS'));`);
    this.addSql(`alter table "verifications" add constraint "verifications_attempt_check" check (attempt >= 0);`);
    this.addSql(`alter table "verifications" add constraint "verifications_done_check" check (done >= 0);`);
    this.addSql(`alter table "verifications" add constraint "verifications_total_check" check (total >= 0);`);
    this.addSql(`alter table "verifications" add constraint "verifications_failures_check" check (failures >= 0);`);
  }

  async down() {
    this.addSql(`drop table if exists "problem_programs" cascade;`);
    this.addSql(`drop table if exists "verifications" cascade;`);
  }
}
