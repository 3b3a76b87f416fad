import { Migration } from "@mikro-orm/migrations";

const check = (most) =>
  `alter table "problems" drop constraint "problems_memory_limit_kb_check", add constraint "problems_memory_limit_kb_check" check (memory_limit_kb >= 16384 and memory_limit_kb <= ${most});`;

/** A problem may have 2 GiB of memory, the default of the package formats. */
export class Migration20261210010000 extends Migration {
  async up() {
    this.addSql(check(2_097_152));
  }

  async down() {
    this.addSql(`update "problems" set memory_limit_kb = 1048576 where memory_limit_kb > 1048576;`);
    this.addSql(check(1_048_576));
  }
}
