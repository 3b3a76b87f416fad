function restackShelf(shelf, heaviest) {
  const light = new ListNode();
  const heavy = new ListNode();
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
