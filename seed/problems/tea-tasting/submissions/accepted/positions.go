package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
)

// A stretch with the j-th cup of a variety must start after the cup of that variety that came m occurrences earlier.
func main() {
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Split(bufio.ScanWords)
	next := func() int {
		scanner.Scan()
		value, _ := strconv.Atoi(scanner.Text())
		return value
	}
	n, most := next(), next()
	places := make(map[int][]int)
	start, longest, found := 0, 0, 0
	for last := 0; last < n; last++ {
		variety := next()
		list := append(places[variety], last)
		places[variety] = list
		if len(list) > most {
			if after := list[len(list)-1-most] + 1; after > start {
				start = after
			}
		}
		length := last - start + 1
		if length > longest {
			longest, found = length, 0
		}
		if length == longest {
			found++
		}
	}
	fmt.Println(longest, found)
}
