import { Migration } from "@mikro-orm/migrations";

/** Each index takes about a second per million rows of its table, during which the table cannot be written. */
export class Migration20261129213000 extends Migration {
  async up() {
    this.addSql(`create index quiz_attempts_preview_index on quiz_attempts (started_at) where preview;`);
    this.addSql(`create index "submissions_language_index" on "submissions" ("language", "id");`);
    this.addSql(`create index "judgements_test_set_id_index" on "judgements" ("test_set_id");`);
    this.addSql(`create index "judgements_verdict_index" on "judgements" ("verdict", "submission_id");`);
    this.addSql(`create index "problem_viewer_status_problem_id_index" on "problem_viewer_status" ("problem_id");`);
  }

  async down() {
    this.addSql(`drop index "judgements_test_set_id_index";`);
    this.addSql(`drop index "judgements_verdict_index";`);
    this.addSql(`drop index "problem_viewer_status_problem_id_index";`);
    this.addSql(`drop index "quiz_attempts_preview_index";`);
    this.addSql(`drop index "submissions_language_index";`);
  }
}
