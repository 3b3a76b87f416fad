package main

import "fmt"

func main() {
	var blocks [][]byte
	for len(blocks) < 200 {
		block := make([]byte, 1<<20)
		for i := 0; i < len(block); i += 4096 {
			block[i] = 1
		}
		blocks = append(blocks, block)
	}
	fmt.Println("PWNED", len(blocks))
}
