import { Migration } from "@mikro-orm/migrations";

export class Migration20261128152359 extends Migration {
  async up() {
    this.addSql(`alter table "judgements" add "user_id" uuid null, add "finish_number" int null;`);
    this.addSql(`create unique index judgements_finished_unique on judgements (user_id, finish_number) where finish_number is not null;`);
  }

  async down() {
    this.addSql(`drop index "judgements_finished_unique";`);
    this.addSql(`alter table "judgements" drop column "user_id", drop column "finish_number";`);
  }
}
