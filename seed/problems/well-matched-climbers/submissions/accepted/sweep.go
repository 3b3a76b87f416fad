package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
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

func main() {
	count := nextInt()
	limit := nextInt()
	reaches := make([]int, count)
	for i := range reaches {
		reaches[i] = nextInt()
	}
	sort.Ints(reaches)
	var pairs int64
	first := 0
	for last, reach := range reaches {
		for reach-reaches[first] > limit {
			first++
		}
		pairs += int64(last - first)
	}
	fmt.Println(pairs)
}
