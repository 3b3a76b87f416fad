package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
)

func main() {
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Split(bufio.ScanWords)
	scanner.Scan()
	total, _ := strconv.Atoi(scanner.Text())
	balance := make(map[string]int, total)
	pairs := 0
	for i := 0; i < total; i++ {
		scanner.Scan()
		colour := scanner.Text()
		scanner.Scan()
		waiting := balance[colour]
		if scanner.Bytes()[0] == 'L' {
			if waiting < 0 {
				pairs++
			}
			balance[colour] = waiting + 1
		} else {
			if waiting > 0 {
				pairs++
			}
			balance[colour] = waiting - 1
		}
	}
	fmt.Println(pairs, total-2*pairs)
}
