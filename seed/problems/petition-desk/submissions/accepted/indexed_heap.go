package main

import (
	"bufio"
	"container/heap"
	"fmt"
	"os"
)

type petition struct {
	number, urgency int
	index           int // in the heap; -1 when the petition is not waiting
}

// A heap whose elements know where they are, so that they can be moved and removed.
type desk []*petition

func (d desk) Len() int { return len(d) }
func (d desk) Less(i, j int) bool {
	if d[i].urgency != d[j].urgency {
		return d[i].urgency > d[j].urgency
	}
	return d[i].number < d[j].number
}
func (d desk) Swap(i, j int) {
	d[i], d[j] = d[j], d[i]
	d[i].index, d[j].index = i, j
}
func (d *desk) Push(item any) {
	next := item.(*petition)
	next.index = len(*d)
	*d = append(*d, next)
}
func (d *desk) Pop() any {
	last := (*d)[len(*d)-1]
	*d = (*d)[:len(*d)-1]
	last.index = -1
	return last
}

func main() {
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Split(bufio.ScanWords)
	number := func() int {
		scanner.Scan()
		value := 0
		for _, digit := range scanner.Bytes() {
			value = value*10 + int(digit-'0')
		}
		return value
	}
	writer := bufio.NewWriter(os.Stdout)
	defer writer.Flush()

	var waiting desk
	petitions := []*petition{nil}
	for events := number(); events > 0; events-- {
		scanner.Scan()
		switch scanner.Text() {
		case "file":
			next := &petition{number: len(petitions), urgency: number()}
			petitions = append(petitions, next)
			heap.Push(&waiting, next)
		case "change":
			next := petitions[number()]
			urgency := number()
			if next.index >= 0 {
				next.urgency = urgency
				heap.Fix(&waiting, next.index)
			}
		case "withdraw":
			if next := petitions[number()]; next.index >= 0 {
				heap.Remove(&waiting, next.index)
			}
		default:
			if len(waiting) == 0 {
				fmt.Fprintln(writer, 0)
			} else {
				fmt.Fprintln(writer, heap.Pop(&waiting).(*petition).number)
			}
		}
	}
}
