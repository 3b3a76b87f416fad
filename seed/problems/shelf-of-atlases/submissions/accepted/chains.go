package main

func restackShelf(shelf *ListNode[int], heaviest int) *ListNode[int] {
	var light, heavy ListNode[int]
	lightEnd, heavyEnd := &light, &heavy
	for ; shelf != nil; shelf = shelf.Next {
		if shelf.Value <= heaviest {
			lightEnd.Next = shelf
			lightEnd = shelf
		} else {
			heavyEnd.Next = shelf
			heavyEnd = shelf
		}
	}
	heavyEnd.Next = nil
	lightEnd.Next = heavy.Next
	return light.Next
}
