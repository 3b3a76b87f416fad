import { Migration } from "@mikro-orm/migrations";

/** Results of quizzes that the grades of a group still count after the account of a member is deleted. */
export class Migration20261202040000 extends Migration {
  async up() {
    this.addSql(`create table "coursework_kept_attempts" ("assignment_id" uuid not null, "attempt_id" uuid not null, "user_id" uuid not null, "started_at" timestamptz(3) not null, "ended_at" timestamptz(3) not null, "score" double precision not null, "max_score" double precision not null, primary key ("assignment_id", "attempt_id"));`);
    this.addSql(`create index "coursework_kept_attempts_user_id_index" on "coursework_kept_attempts" ("user_id");`);
    this.addSql(`alter table "coursework_kept_attempts" add constraint "coursework_kept_attempts_assignment_id_foreign" foreign key ("assignment_id") references "class_assignments" ("id") on delete cascade;`);
    this.addSql(`alter table "coursework_kept_attempts" add constraint "coursework_kept_attempts_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "coursework_kept_attempts" add constraint "coursework_kept_attempts_max_score_check" check (abs(max_score) = max_score);`);
    this.addSql(`alter table "coursework_kept_attempts" add constraint "coursework_kept_attempts_score_check" check (abs(score) = score);`);
  }

  async down() {
    this.addSql(`drop table if exists "coursework_kept_attempts" cascade;`);
  }
}
