import { Migration } from "@mikro-orm/migrations";

export class Migration20261121102841 extends Migration {
  async up() {
    this.addSql(`alter table "submissions" add "idempotency_key" text null;`);
    this.addSql(`create unique index submissions_idempotency_unique on submissions (user_id, idempotency_key) where idempotency_key is not null;`);
  }

  async down() {
    this.addSql(`drop index "submissions_idempotency_unique";`);
    this.addSql(`alter table "submissions" drop column "idempotency_key";`);
  }
}
