import { Migration } from "@mikro-orm/migrations";

/** Permanent keys of question banks and questions, for archives of tracks. */
export class Migration20261206010000 extends Migration {
  async up() {
    this.addSql(`alter table "question_banks" add "key" uuid not null default gen_random_uuid();`);
    this.addSql(`create index "question_banks_key_index" on "question_banks" ("key");`);
    this.addSql(`alter table "questions" add "key" uuid not null default gen_random_uuid();`);
    this.addSql(`alter table "questions" add constraint "questions_key_unique" unique ("bank_id", "key");`);
  }

  async down() {
    this.addSql(`drop index "question_banks_key_index";`);
    this.addSql(`alter table "question_banks" drop column "key";`);
    this.addSql(`alter table "questions" drop constraint "questions_key_unique";`);
    this.addSql(`alter table "questions" drop column "key";`);
  }
}
