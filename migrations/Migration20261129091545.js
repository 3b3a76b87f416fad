import { Migration } from "@mikro-orm/migrations";

export class Migration20261129091545 extends Migration {
  async up() {
    this.addSql(`create table "checker_programs" ("id" uuid not null, "problem_id" uuid not null, "sha256" text not null, "kind" text not null, "language" text not null, "source" text not null, "files" jsonb not null default '[]', "arguments" text[] not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "checker_programs" add constraint "checker_programs_hash_unique" unique ("problem_id", "sha256");`);
    this.addSql(`alter table "problems" add "checker_program" uuid null;`);
    this.addSql(`alter table "problems" add constraint "problems_checker_program_check" check ((checker_program is not null) = (checker = 'custom'::text));`);
    this.addSql(`alter table "checker_programs" add constraint "checker_programs_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete cascade;`);
    this.addSql(`alter table "checker_programs" add constraint "checker_programs_source_check" check (char_length(source) <= 524288);`);
    this.addSql(`alter table "checker_programs" add constraint "checker_programs_arguments_check" check (cardinality(arguments) <= 20);`);
    this.addSql(`alter table "checker_programs" add constraint "checker_programs_kind_check" check ("kind" in ('TESTLIB', 'KATTIS'));`);
  }

  async down() {
    this.addSql(`drop table if exists "checker_programs" cascade;`);
    this.addSql(`alter table "problems" drop constraint "problems_checker_program_check";`);
    this.addSql(`alter table "problems" drop column "checker_program";`);
  }
}
