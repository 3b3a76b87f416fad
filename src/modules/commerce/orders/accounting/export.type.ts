import { IsOptional, Length } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { LONGEST_DAYS, type ExportedOrders } from "./order-exports.js";

@InputType({ description: "What to export for accounting." })
export class ExportOrdersInput {
  @Field(() => GraphQLDateTime, { description: "Begin of the period." })
  from!: Date;

  @Field(() => GraphQLDateTime, { description: `End of the period, which is not in it: at most ${LONGEST_DAYS} days later.` })
  until!: Date;

  @Field(() => String, { nullable: true, description: "ISO 4217 code: only this currency. Null: all." })
  @IsOptional()
  @Length(3, 3)
  currency?: string | null;
}

@ObjectType({ simpleResolvers: true, description: "Result of exportOrders." })
export class ExportOrdersPayload implements ExportedOrders {
  @Field(() => String, { description: "Address of the file, without sign-in." })
  url!: string;

  @Field(() => Int, { description: "Size of the file in bytes." })
  sizeBytes!: number;

  @Field(() => Int, { description: "Rows below the header." })
  rows!: number;

  @Field(() => GraphQLDateTime, { description: "Until when the file can be downloaded: a day." })
  expiresAt!: Date;
}
