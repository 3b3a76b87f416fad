def restack_shelf(shelf, heaviest):
    # The last heavy book still leads to a light one.
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
    light_end.next = heavy.next
    return light.next
