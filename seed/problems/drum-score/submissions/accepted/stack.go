package main

import (
	"bufio"
	"fmt"
	"os"
)

const modulus = 1000000007

type group struct {
	before, factor int64
}

func main() {
	reader := bufio.NewReaderSize(os.Stdin, 1<<16)
	var open []group
	var total, number int64
	for {
		symbol, err := reader.ReadByte()
		if err != nil {
			break
		}
		switch {
		case symbol == '(':
			open = append(open, group{total, number})
			total, number = 0, 0
		case symbol == ')':
			last := open[len(open)-1]
			open = open[:len(open)-1]
			total = (last.before + last.factor*total) % modulus
		case symbol >= 'a' && symbol <= 'z':
			total += int64(symbol-'a') + 1
		case symbol >= '0' && symbol <= '9':
			number = number*10 + int64(symbol-'0')
		}
	}
	fmt.Println(total % modulus)
}
