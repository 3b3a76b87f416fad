function restackShelf(shelf: ListNode<number> | null, heaviest: number): ListNode<number> | null {
  const light = new ListNode(0);
  const heavy = new ListNode(0);
  let lightEnd = light;
  let heavyEnd = heavy;
  for (let book = shelf; book; book = book.next) {
    if (book.value <= heaviest) lightEnd = lightEnd.next = book;
    else heavyEnd = heavyEnd.next = book;
  }
  heavyEnd.next = null;
  lightEnd.next = heavy.next;
  return light.next;
}
