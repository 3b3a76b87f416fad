import { Migration } from "@mikro-orm/migrations";

export class Migration20261129030834 extends Migration {
  async up() {
    this.addSql(`alter table "problems" add "checker_parameters" jsonb not null default '{}';`);
    this.addSql(`alter table "problems" add constraint "problems_checker_parameters_check" check (jsonb_typeof(checker_parameters) = 'object'::text);`);
  }

  async down() {
    this.addSql(`alter table "problems" drop constraint "problems_checker_parameters_check";`);
    this.addSql(`alter table "problems" drop column "checker_parameters";`);
  }
}
