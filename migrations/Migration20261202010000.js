import { Migration } from "@mikro-orm/migrations";

/** Staff look for an order by the id that its payment has at the provider. */
export class Migration20261202010000 extends Migration {
  async up() {
    this.addSql(`create index "payments_provider_payment_id_index" on "payments" ("provider_payment_id");`);
  }

  async down() {
    this.addSql(`drop index "payments_provider_payment_id_index";`);
  }
}
