import { Migration } from "@mikro-orm/migrations";

export class Migration20261128193000 extends Migration {
  async up() {
    this.addSql(`alter table "users" add "show_progress" boolean not null default false;`);
    this.addSql(`create index "submissions_user_problem_index" on "submissions" ("user_id", "problem_id", "id");`);
  }

  async down() {
    this.addSql(`drop index "submissions_user_problem_index";`);
    this.addSql(`alter table "users" drop column "show_progress";`);
  }
}
