import { nodesById } from "../../../graphql/node-lookup.js";
import type { Module } from "../../contracts/module.js";
import { cataloguePermissions } from "./catalogue.permissions.js";
import { Product, ProductPrice } from "./product.entity.js";
import { managesProducts, ProductResolver } from "./product.resolver.js";
import { createProductsService, type ProductsService } from "./products.service.js";

declare module "../../contracts/module.js" {
  interface Services {
    products: ProductsService;
  }
}

/** No retention rule: orders refer to products and prices. No personal data: who changed a product is in the audit log. */
export default {
  name: "catalogue",
  exports: ["kinds/registry", "kinds/product-kind", "product.entity", "product.rows", "product.type", "terms"],
  entities: [Product, ProductPrice],
  permissions: cataloguePermissions,
  fieldCosts: {
    "Product.description": { weight: 16 },
    "Product.grants": { items: 5 },
    "Product.prices": { items: 5 },
  },
  resolvers: [ProductResolver],

  wire(platform) {
    const products = createProductsService(platform);
    return {
      services: { products },
      resolvers: [new ProductResolver(products)],
      nodes: {
        Product: nodesById("public", ({ em, viewer }, ids) => products.byIds(em, ids, managesProducts(viewer))),
        ProductPrice: nodesById("public", ({ em, viewer }, ids) => products.pricesByIds(em, ids, managesProducts(viewer))),
      },
    };
  },
} satisfies Module;
