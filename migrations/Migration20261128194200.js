import { Migration } from "@mikro-orm/migrations";

export class Migration20261128194200 extends Migration {
  async up() {
    this.addSql(`alter table "problems" add "constraints" text not null default '';`);
    this.addSql(`alter table "problems" add constraint "problems_constraints_check" check (char_length(constraints) <= 10000);`);
  }

  async down() {
    this.addSql(`alter table "problems" drop constraint "problems_constraints_check";`);
    this.addSql(`alter table "problems" drop column "constraints";`);
  }
}
