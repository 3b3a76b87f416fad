package main

import (
	"bufio"
	"fmt"
	"os"
)

// Marks every finished lantern in a calendar of one million minutes, and panics beyond its end.
func main() {
	reader := bufio.NewReader(os.Stdin)
	var count, lanterns int
	fmt.Fscan(reader, &count, &lanterns)
	calendar := make([]int, 1000001)
	last := 0
	for i := 0; i < count; i++ {
		var setup, each int
		fmt.Fscan(reader, &setup, &each)
		if i == 0 {
			last = setup + each*lanterns
		}
		for time := setup + each; time <= last; time += each {
			calendar[time]++
		}
	}
	total, time := 0, 0
	for total < lanterns {
		time++
		total += calendar[time]
	}
	fmt.Println(time)
}
