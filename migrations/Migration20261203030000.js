import { Migration } from "@mikro-orm/migrations";

/** Function problems, and submissions of several files. */
export class Migration20261203030000 extends Migration {
  async up() {
    this.addSql(`alter table "problems" add "signature" jsonb null, add "drivers" jsonb not null default '{}';`);
    this.addSql(`alter table "problems" add constraint "problems_drivers_check" check (jsonb_typeof(drivers) = 'object'::text);`);
    this.addSql(`alter table "problems" add constraint "problems_signature_check" check (signature is null or (interactor is null and passes = 1));`);
    this.addSql(`alter table "submissions" add "files" jsonb not null default '[]';`);
    this.addSql(`alter table "submissions" add constraint "submissions_files_check" check (jsonb_array_length(files) <= 10);`);
  }

  async down() {
    this.addSql(`alter table "problems" drop constraint "problems_drivers_check";`);
    this.addSql(`alter table "problems" drop constraint "problems_signature_check";`);
    this.addSql(`alter table "problems" drop column "signature", drop column "drivers";`);
    this.addSql(`alter table "submissions" drop constraint "submissions_files_check";`);
    this.addSql(`alter table "submissions" drop column "files";`);
  }
}
