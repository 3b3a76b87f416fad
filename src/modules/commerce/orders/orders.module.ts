import type { Module } from "../../contracts/module.js";
import { Order, OrderEvent, OrderLine } from "./order.entity.js";

export default { name: "orders", entities: [Order, OrderLine, OrderEvent] } satisfies Module;
