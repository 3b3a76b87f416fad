package main

import (
	"bufio"
	"fmt"
	"os"
)

const most = 500000

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
	var count, exact [most + 1]int64
	for gears := nextInt(); gears > 0; gears-- {
		count[nextInt()]++
	}
	for divisor := most; divisor > 0; divisor-- {
		var multiples, larger int64
		for multiple := divisor; multiple <= most; multiple += divisor {
			multiples += count[multiple]
			larger += exact[multiple]
		}
		exact[divisor] = multiples*(multiples-1)/2 - larger
	}

	var composite [most + 1]bool
	var singing int64
	for number := 2; number <= most; number++ {
		if composite[number] {
			continue
		}
		singing += exact[number]
		for multiple := 2 * number; multiple <= most; multiple += number {
			composite[multiple] = true
		}
	}
	fmt.Println(singing)
}
