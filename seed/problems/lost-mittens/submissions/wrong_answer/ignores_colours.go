package main

import (
	"bufio"
	"fmt"
	"os"
)

// Matches lefts with rights without looking at their colours.
func main() {
	reader := bufio.NewReader(os.Stdin)
	var total int
	fmt.Fscan(reader, &total)
	left := 0
	for i := 0; i < total; i++ {
		var colour, side string
		fmt.Fscan(reader, &colour, &side)
		if side == "L" {
			left++
		}
	}
	pairs := left
	if total-left < pairs {
		pairs = total - left
	}
	fmt.Println(pairs, total-2*pairs)
}
