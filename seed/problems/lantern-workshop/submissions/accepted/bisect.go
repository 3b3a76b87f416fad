package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
)

func main() {
	reader := bufio.NewReaderSize(os.Stdin, 1<<16)
	var count, lanterns int
	fmt.Fscan(reader, &count, &lanterns)
	setup := make([]int, count)
	each := make([]int, count)
	for i := range setup {
		fmt.Fscan(reader, &setup[i], &each[i])
	}
	limit := setup[0] + each[0]*lanterns
	answer := sort.Search(limit, func(time int) bool {
		total := 0
		for i, preparation := range setup {
			if time > preparation {
				total += (time - preparation) / each[i]
				if total >= lanterns {
					return true
				}
			}
		}
		return false
	})
	fmt.Println(answer)
}
