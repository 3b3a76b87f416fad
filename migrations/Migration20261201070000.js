import { Migration } from "@mikro-orm/migrations";

/** Changes whose figures could not be computed wait for their next try. */
export class Migration20261201070000 extends Migration {
  async up() {
    this.addSql(`alter table "analytics_changes" add "retry_at" timestamptz(3) null;`);
  }

  async down() {
    this.addSql(`alter table "analytics_changes" drop column "retry_at";`);
  }
}
