package main

import (
	"bufio"
	"fmt"
	"os"
)

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

func larger(a, b int64) int64 {
	if a > b {
		return a
	}
	return b
}

func main() {
	jobs, pairs := nextInt(), nextInt()
	hours := make([]int64, jobs)
	for job := range hours {
		hours[job] = int64(nextInt())
	}
	after := make([][]int, jobs)
	open := make([]int, jobs)
	for ; pairs > 0; pairs-- {
		first, second := nextInt()-1, nextInt()-1
		after[first] = append(after[first], second)
		open[second]++
	}

	var order []int
	for job, count := range open {
		if count == 0 {
			order = append(order, job)
		}
	}
	start := make([]int64, jobs)
	var total int64
	for at := 0; at < len(order); at++ {
		job := order[at]
		end := start[job] + hours[job]
		total = larger(total, end)
		for _, next := range after[job] {
			start[next] = larger(start[next], end)
			if open[next]--; open[next] == 0 {
				order = append(order, next)
			}
		}
	}
	if len(order) < jobs {
		fmt.Println(-1)
		return
	}

	// From the start of a job to the end of everything that waits for it.
	rest := make([]int64, jobs)
	critical := 0
	for at := jobs - 1; at >= 0; at-- {
		job := order[at]
		for _, next := range after[job] {
			rest[job] = larger(rest[job], rest[next])
		}
		rest[job] += hours[job]
		if start[job]+rest[job] == total {
			critical++
		}
	}
	fmt.Println(total, critical)
}
