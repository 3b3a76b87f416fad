import { Migration } from "@mikro-orm/migrations";

export class Migration20261129131724 extends Migration {
  async up() {
    this.addSql(`alter table "problems" add "interactor" uuid null, add "checks_interactor_output" boolean not null default false;`);
  }

  async down() {
    this.addSql(`alter table "problems" drop column "interactor", drop column "checks_interactor_output";`);
  }
}
