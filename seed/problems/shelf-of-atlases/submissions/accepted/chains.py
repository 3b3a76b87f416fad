def restack_shelf(shelf, heaviest):
    light = light_end = ListNode()
    heavy = heavy_end = ListNode()
    while shelf:
        if shelf.value <= heaviest:
            light_end.next = shelf
            light_end = shelf
        else:
            heavy_end.next = shelf
            heavy_end = shelf
        shelf = shelf.next
    heavy_end.next = None
    light_end.next = heavy.next
    return light.next
