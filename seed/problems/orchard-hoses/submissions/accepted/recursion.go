package main

import (
	"bufio"
	"fmt"
	"os"
)

var reader = bufio.NewReaderSize(os.Stdin, 1<<16)

func nextInt() int {
	symbol, err := reader.ReadByte()
	for err == nil && symbol < '0' {
		symbol, err = reader.ReadByte()
	}
	value := 0
	for err == nil && symbol >= '0' {
		value = value*10 + int(symbol-'0')
		symbol, err = reader.ReadByte()
	}
	return value
}

type tree struct {
	capacity, demand int
	behind           []int
}

// Go's stacks grow as needed, so that plain recursion gets to the end of the longest chain.
func useful(trees []tree, place int) int {
	total := trees[place].demand
	for _, next := range trees[place].behind {
		total += useful(trees, next)
	}
	if total > trees[place].capacity {
		return trees[place].capacity
	}
	return total
}

func main() {
	places := nextInt()
	trees := make([]tree, places+1)
	trees[1].capacity = 1 << 60
	for place := 2; place <= places; place++ {
		source := nextInt()
		trees[place].capacity = nextInt()
		trees[place].demand = nextInt()
		trees[source].behind = append(trees[source].behind, place)
	}
	fmt.Println(useful(trees, 1))
}
