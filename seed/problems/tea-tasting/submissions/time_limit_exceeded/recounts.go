package main

import (
	"bufio"
	"fmt"
	"os"
)

// Slides a window, but counts the new cup's variety by walking through it.
func main() {
	reader := bufio.NewReaderSize(os.Stdin, 1<<16)
	var n, most int
	fmt.Fscan(reader, &n, &most)
	cups := make([]int, n)
	start, longest, found := 0, 0, 0
	for last := range cups {
		fmt.Fscan(reader, &cups[last])
		left := most
		for at := last; at >= start; at-- {
			if cups[at] == cups[last] {
				left--
				if left < 0 {
					start = at + 1
				}
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
