package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
)

// There is room for 1024 climbers; the next one makes the program panic.
func main() {
	reader := bufio.NewReader(os.Stdin)
	var reaches [1024]int
	var count, limit int
	fmt.Fscan(reader, &count, &limit)
	for i := 0; i < count; i++ {
		fmt.Fscan(reader, &reaches[i])
	}
	known := reaches[:count]
	sort.Ints(known)
	pairs, first := 0, 0
	for last, reach := range known {
		for reach-known[first] > limit {
			first++
		}
		pairs += last - first
	}
	fmt.Println(pairs)
}
