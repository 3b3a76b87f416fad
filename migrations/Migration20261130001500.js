import { Migration } from "@mikro-orm/migrations";

/** Files of work that was handed in cannot be deleted any more. */
export class Migration20261130001500 extends Migration {
  async up() {
    this.addSql(`alter table "coursework_submission_files" drop constraint "coursework_submission_files_file_id_foreign";`);
    this.addSql(`alter table "coursework_submission_files" add constraint "coursework_submission_files_file_id_foreign" foreign key ("file_id") references "files" ("id") on update cascade on delete restrict;`);
  }

  async down() {
    this.addSql(`alter table "coursework_submission_files" drop constraint "coursework_submission_files_file_id_foreign";`);
    this.addSql(`alter table "coursework_submission_files" add constraint "coursework_submission_files_file_id_foreign" foreign key ("file_id") references "files" ("id") on update cascade on delete cascade;`);
  }
}
