import type { Element, ElementContent, Root } from "hast";

/** Visits all elements, parents first. Without recursion, so depth does not matter. Elements may replace their children meanwhile. */
export function walk(tree: Root, visit: (element: Element, parent: Root | Element) => void): void {
  const open: (Root | Element)[] = [tree];
  for (let parent = open.pop(); parent; parent = open.pop()) {
    const elements = (parent.children as ElementContent[]).filter((child) => child.type === "element");
    for (const element of elements) visit(element, parent);
    // In the order of the document.
    open.push(...elements.reverse());
  }
}

export function classesOf({ properties }: Element): readonly (string | number)[] {
  return Array.isArray(properties.className) ? properties.className : [];
}
