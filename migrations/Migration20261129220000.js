import { Migration } from "@mikro-orm/migrations";

export class Migration20261129220000 extends Migration {
  async up() {
    this.addSql(`alter table "problems" add "output_limit_kb" int not null default 16384, add "passes" int not null default 1;`);
    this.addSql(`alter table "problems" add constraint "problems_output_limit_kb_check" check (output_limit_kb >= 64 and output_limit_kb <= 65536);`);
    this.addSql(`alter table "problems" add constraint "problems_passes_check" check (passes >= 1 and passes <= 100 and (passes = 1 or checker = 'custom'::text or interactor is not null));`);
  }

  async down() {
    this.addSql(`alter table "problems" drop constraint "problems_output_limit_kb_check", drop constraint "problems_passes_check";`);
    this.addSql(`alter table "problems" drop column "output_limit_kb", drop column "passes";`);
  }
}
