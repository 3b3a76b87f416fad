package main

import (
	"bufio"
	"container/heap"
	"fmt"
	"os"
)

type line struct {
	to, minutes int
}

type arrival struct {
	time, island int
}

type arrivals []arrival

func (a arrivals) Len() int            { return len(a) }
func (a arrivals) Less(i, j int) bool  { return a[i].time < a[j].time }
func (a arrivals) Swap(i, j int)       { a[i], a[j] = a[j], a[i] }
func (a *arrivals) Push(x interface{}) { *a = append(*a, x.(arrival)) }
func (a *arrivals) Pop() interface{} {
	last := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return last
}

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
	islands, count := nextInt(), nextInt()
	customs := make([]int, islands+1)
	for i := 1; i <= islands; i++ {
		customs[i] = nextInt()
	}
	customs[1] = 0
	lines := make([][]line, islands+1)
	for i := 0; i < count; i++ {
		a, b, minutes := nextInt(), nextInt(), nextInt()
		lines[a] = append(lines[a], line{b, minutes})
		lines[b] = append(lines[b], line{a, minutes})
	}

	best := make([]int, islands+1)
	for i := range best {
		best[i] = -1
	}
	best[1] = 0
	queue := &arrivals{{0, 1}}
	for queue.Len() > 0 {
		next := heap.Pop(queue).(arrival)
		if next.time > best[next.island] {
			continue
		}
		if next.island == islands {
			break
		}
		leaving := next.time + customs[next.island]
		for _, ferry := range lines[next.island] {
			time := leaving + ferry.minutes
			if best[ferry.to] < 0 || time < best[ferry.to] {
				best[ferry.to] = time
				heap.Push(queue, arrival{time, ferry.to})
			}
		}
	}
	fmt.Println(best[islands])
}
