import { Migration } from "@mikro-orm/migrations";

/** Files beside every submission of a problem. */
export class Migration20261210000000 extends Migration {
  async up() {
    this.addSql(`alter table "problems" add "included_files" jsonb not null default '{}';`);
    this.addSql(
      `alter table "problems" add constraint "problems_included_files_check" check (jsonb_typeof(included_files) = 'object'::text);`,
    );
  }

  async down() {
    this.addSql(`alter table "problems" drop constraint "problems_included_files_check";`);
    this.addSql(`alter table "problems" drop column "included_files";`);
  }
}
