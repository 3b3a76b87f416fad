import { Migration } from "@mikro-orm/migrations";

export class Migration20261129131732 extends Migration {
  async up() {
    this.addSql(`create table "best_solutions" ("user_id" uuid not null, "problem_id" uuid not null, "language" text not null, "toolchain" text not null, "submission_id" uuid not null, "cpu_ms" int not null, "peak_memory_kb" int not null, primary key ("user_id", "problem_id", "language", "toolchain"));`);
    this.addSql(`create index "best_solutions_figures_index" on "best_solutions" ("problem_id", "language", "toolchain", "cpu_ms", "peak_memory_kb");`);
    this.addSql(`alter table "problems" add "feedback" text not null default 'VERDICT';`);
    this.addSql(`alter table "problems" add constraint "problems_feedback_check" check ("feedback" in ('NOTHING', 'VERDICT', 'FIRST_DIFFERENCE', 'EVERYTHING'));`);
    this.addSql(`alter table "judgements" add "failed_test" jsonb null, add "toolchain" text null, add "timeline" jsonb null;`);
    this.addSql(`alter table "best_solutions" add constraint "best_solutions_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "best_solutions" add constraint "best_solutions_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete cascade;`);
    this.addSql(`alter table "best_solutions" add constraint "best_solutions_cpu_ms_check" check (cpu_ms >= 0);`);
    this.addSql(`alter table "best_solutions" add constraint "best_solutions_peak_memory_kb_check" check (peak_memory_kb >= 0);`);
  }

  async down() {
    this.addSql(`drop table if exists "best_solutions" cascade;`);
    this.addSql(`alter table "judgements" drop column "failed_test", drop column "toolchain", drop column "timeline";`);
    this.addSql(`alter table "problems" drop constraint "problems_feedback_check";`);
    this.addSql(`alter table "problems" drop column "feedback";`);
  }
}
