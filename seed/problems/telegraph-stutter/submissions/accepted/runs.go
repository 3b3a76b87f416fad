package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	reader := bufio.NewReaderSize(os.Stdin, 1<<16)
	var sent []byte
	var previous byte
	offset := 0
	for {
		letter, err := reader.ReadByte()
		if err != nil || letter < 'a' || letter > 'z' {
			break
		}
		if letter == previous {
			offset++
		} else {
			offset = 0
			previous = letter
		}
		if offset%2 == 0 {
			sent = append(sent, letter)
		}
	}
	fmt.Println(string(sent))
}
