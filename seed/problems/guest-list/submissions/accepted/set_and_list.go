package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	reader := bufio.NewReader(os.Stdin)
	writer := bufio.NewWriter(os.Stdout)
	defer writer.Flush()
	var n int
	fmt.Fscan(reader, &n)
	seen := map[string]bool{}
	var names []string
	for i := 0; i < n; i++ {
		var name string
		fmt.Fscan(reader, &name)
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	fmt.Fprintln(writer, len(names))
	for _, name := range names {
		fmt.Fprintln(writer, name)
	}
}
