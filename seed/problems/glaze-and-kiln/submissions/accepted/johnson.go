package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
)

type pot struct {
	glaze, fire int64
}

var reader = bufio.NewReaderSize(os.Stdin, 1<<16)

func nextInt() int64 {
	symbol, err := reader.ReadByte()
	for err == nil && symbol < '0' {
		symbol, err = reader.ReadByte()
	}
	var value int64
	for err == nil && symbol >= '0' {
		value = value*10 + int64(symbol-'0')
		symbol, err = reader.ReadByte()
	}
	return value
}

func main() {
	var early, late []pot
	for count := nextInt(); count > 0; count-- {
		next := pot{glaze: nextInt(), fire: nextInt()}
		if next.glaze < next.fire {
			early = append(early, next)
		} else {
			late = append(late, next)
		}
	}
	sort.Slice(early, func(i, j int) bool { return early[i].glaze < early[j].glaze })
	sort.Slice(late, func(i, j int) bool { return late[i].fire > late[j].fire })
	var wheel, kiln int64
	for _, next := range append(early, late...) {
		wheel += next.glaze
		if kiln < wheel {
			kiln = wheel
		}
		kiln += next.fire
	}
	fmt.Println(kiln)
}
