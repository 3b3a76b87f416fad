import { IsOptional, MaxLength } from "class-validator";
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { decide, mayReadTrack } from "../../../access/policy.js";
import type { Viewer } from "../../../access/viewer.js";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { idOf } from "../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import { badInput } from "../../../kernel/errors.js";
import { trackById } from "../../learning/content/tracks/track.loaders.js";
import type { TrackRow } from "../../learning/content/tracks/track.rows.js";
import { TrackType } from "../../learning/content/tracks/track.type.js";
import { SLUG_MAX } from "./product.entity.js";
import {
  ActivateProductInput,
  ActivateProductPayload,
  ArchiveProductInput,
  ArchiveProductPayload,
  CreateProductInput,
  CreateProductPayload,
  SetProductPriceInput,
  SetProductPricePayload,
  UpdateProductInput,
  UpdateProductPayload,
} from "./product.input.js";
import { currentPrices, type PriceRow, type ProductRow } from "./product.rows.js";
import {
  ManagedProductFilterInput,
  ProductConnection,
  ProductFilterInput,
  ProductPriceConnection,
  ProductPriceType,
  ProductStockType,
  ProductType,
} from "./product.type.js";
import type { ProductsService } from "./products.service.js";

@ArgsType()
class ProductArgs {
  @Field(() => idOf("Product"), { nullable: true, description: "ID of the product." })
  id?: string | null;

  @Field(() => String, { nullable: true, description: "Slug of the product." })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  slug?: string | null;
}

export const managesProducts = (viewer: Viewer): boolean => decide(viewer, "product:edit") === "allowed";

@Resolver(() => ProductType)
export class ProductResolver {
  constructor(private readonly products: ProductsService) {}

  @Allow("public")
  @Query(() => ProductConnection, {
    name: "products",
    description: "Products on sale, newest first, sold-out ones included. Errors: BAD_USER_INPUT.",
  })
  list(
    @Ctx() { em }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => ProductFilterInput, { nullable: true, description: "Only products that match; all when absent." })
    filter?: ProductFilterInput,
  ): Promise<Connection<ProductRow>> {
    return this.products.list(em, filter ?? {}, false, page);
  }

  @Allow("product:edit")
  @Query(() => ProductConnection, { description: "All products in any state, newest first. For admins. Errors: BAD_USER_INPUT." })
  allProducts(
    @Ctx() { em }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => ManagedProductFilterInput, { nullable: true, description: "Only products that match; all when absent." })
    filter?: ManagedProductFilterInput,
  ): Promise<Connection<ProductRow>> {
    return this.products.list(em, filter ?? {}, true, page);
  }

  @Allow("public")
  @Query(() => ProductType, {
    nullable: true,
    description: "A product on sale; for admins, any product. Give either `id` or `slug`. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  product(@Ctx() { em, viewer }: RequestContext, @Args(() => ProductArgs) { id, slug }: ProductArgs): Promise<ProductRow> {
    if ((id == null) === (slug == null)) throw badInput("id", "Give either `id` or `slug`.", "REQUIRED");
    return this.products.read(em, id != null ? { id } : { slug: slug! }, managesProducts(viewer));
  }

  @Allow("product:edit")
  @Mutation(() => CreateProductPayload, {
    description:
      "Creates a product as a draft. Set a price, then activate it. Recorded in the audit log. For admins. Errors: BAD_USER_INPUT, NOT_FOUND (track or class), CONFLICT (slug).",
  })
  async createProduct(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateProductInput, { description: "The product." }) input: CreateProductInput,
  ): Promise<CreateProductPayload> {
    return { product: await this.products.create(signedIn, input, address) };
  }

  @Allow("product:edit")
  @Mutation(() => UpdateProductPayload, {
    description:
      "Changes a product for later orders. Recorded in the audit log. For admins. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when its revision is no longer `expectedRevision`, and for a stock below what is sold and reserved.",
  })
  async updateProduct(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UpdateProductInput, { description: "The changes." }) input: UpdateProductInput,
  ): Promise<UpdateProductPayload> {
    return { product: await this.products.update(signedIn, input, address) };
  }

  @Allow("product:edit")
  @Mutation(() => SetProductPricePayload, {
    description:
      "Sets the price in a currency, for later orders. Older prices are kept. Recorded in the audit log. For admins. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  async setProductPrice(
    @Ctx() context: RequestContext,
    @Arg("input", () => SetProductPriceInput, { description: "The price." }) input: SetProductPriceInput,
  ): Promise<SetProductPricePayload> {
    const product = await this.products.setPrice(context.signedIn, input, context.address);
    context.loader(currentPrices).clear(product.id);
    return { product };
  }

  @Allow("product:edit")
  @Mutation(() => ActivateProductPayload, {
    description:
      "Offers a draft or an archived product. Repeating the call changes nothing. Recorded in the audit log. For admins. Errors: NOT_FOUND, CONFLICT when it has no price.",
  })
  async activateProduct(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ActivateProductInput, { description: "The product." }) { id }: ActivateProductInput,
  ): Promise<ActivateProductPayload> {
    return { product: await this.products.activate(signedIn, id, address) };
  }

  @Allow("product:edit")
  @Mutation(() => ArchiveProductPayload, {
    description:
      "Withdraws a product. Placed orders are still fulfilled. Repeating the call changes nothing. Recorded in the audit log. For admins. Errors: NOT_FOUND.",
  })
  async archiveProduct(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ArchiveProductInput, { description: "The product." }) { id }: ArchiveProductInput,
  ): Promise<ArchiveProductPayload> {
    return { product: await this.products.archive(signedIn, id, address) };
  }

  @FieldResolver(() => [ProductPriceType], { description: "Its current prices, one for each currency, sorted by currency." })
  prices(@Ctx() context: RequestContext, @Root() { id }: ProductRow): Promise<PriceRow[]> {
    return context.loader(currentPrices).load(id);
  }

  @FieldResolver(() => ProductPriceConnection, {
    nullable: true,
    description: "All its prices, newest first. Visible to admins; null for others. Errors: BAD_USER_INPUT.",
  })
  priceHistory(
    @Ctx() { em, viewer }: RequestContext,
    @Root() { id }: ProductRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<PriceRow>> | null {
    return managesProducts(viewer) ? this.products.priceHistory(em, id, page) : null;
  }

  @FieldResolver(() => ProductStockType, {
    nullable: true,
    description: "Its stock. Null if it is unlimited, and for everyone but admins.",
  })
  stock(@Ctx() { viewer }: RequestContext, @Root() { stock, reserved, sold }: ProductRow): ProductStockType | null {
    return stock !== null && managesProducts(viewer) ? { total: stock, reserved, sold } : null;
  }

  @FieldResolver(() => TrackType, { nullable: true, description: "The track, for kind TRACK; null if you may not see it." })
  async track(@Ctx() context: RequestContext, @Root() { trackId }: ProductRow): Promise<TrackRow | null> {
    const track = trackId === null ? null : await context.loader(trackById).load(trackId);
    return track && mayReadTrack(context.viewer, track) ? track : null;
  }
}
