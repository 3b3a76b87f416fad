package main

import (
	"bufio"
	"fmt"
	"os"
)

// For every tile the distance to the previous one of the same colour, or 0.
func distances(tiles string) []int {
	var last [26]int
	result := make([]int, len(tiles))
	for at := range tiles {
		colour := tiles[at] - 'a'
		if last[colour] > 0 {
			result[at] = at + 1 - last[colour]
		}
		last[colour] = at + 1
	}
	return result
}

func main() {
	reader := bufio.NewReaderSize(os.Stdin, 1<<16)
	var first, second string
	fmt.Fscan(reader, &first, &second)
	ornament, frieze := distances(first), distances(second)

	// A distance that leads to before the matched tiles counts as 0.
	fits := func(distance, matched int) bool {
		if distance > matched {
			distance = 0
		}
		return distance == ornament[matched]
	}
	// fallback[i]: the longest proper end of the first i tiles that is a recolouring of the ornament's beginning.
	fallback := make([]int, len(ornament)+1)
	matched := 0
	for at := 1; at < len(ornament); at++ {
		for matched > 0 && !fits(ornament[at], matched) {
			matched = fallback[matched]
		}
		if fits(ornament[at], matched) {
			matched++
		}
		fallback[at+1] = matched
	}

	sections := 0
	matched = 0
	for _, distance := range frieze {
		if matched == len(ornament) {
			matched = fallback[matched]
		}
		for matched > 0 && !fits(distance, matched) {
			matched = fallback[matched]
		}
		if fits(distance, matched) {
			matched++
		}
		if matched == len(ornament) {
			sections++
		}
	}
	fmt.Println(sections)
}
