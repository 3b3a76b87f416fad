import { Migration } from "@mikro-orm/migrations";

export class Migration20261124205844 extends Migration {
  async up() {
    this.addSql(`alter table "judgements" add "round" int not null default 0;`);
    this.addSql(`create index judgements_queue_index on judgements (round, queued_at, id) where status = 'QUEUED';`);
  }

  async down() {
    this.addSql(`drop index "judgements_queue_index";`);
    this.addSql(`alter table "judgements" drop column "round";`);
  }
}
