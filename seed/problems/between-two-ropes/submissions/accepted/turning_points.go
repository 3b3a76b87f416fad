package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
)

type point struct{ x, y int64 }

var reader = bufio.NewReaderSize(os.Stdin, 1<<16)

func nextInt() int64 {
	symbol, err := reader.ReadByte()
	for err == nil && symbol <= ' ' {
		symbol, err = reader.ReadByte()
	}
	sign := int64(1)
	if symbol == '-' {
		sign = -1
		symbol, err = reader.ReadByte()
	}
	var value int64
	for err == nil && symbol >= '0' {
		value = value*10 + int64(symbol-'0')
		symbol, err = reader.ReadByte()
	}
	return sign * value
}

// The corners of the upper part of the hull, from left to right; of the lower part if side is -1.
func chain(stones []point, side int64) []point {
	var corners []point
	for _, c := range stones {
		for len(corners) > 1 {
			a, b := corners[len(corners)-2], corners[len(corners)-1]
			if side*((b.x-a.x)*(c.y-a.y)-(b.y-a.y)*(c.x-a.x)) < 0 {
				break
			}
			corners = corners[:len(corners)-1]
		}
		corners = append(corners, c)
	}
	return corners
}

// Along the chain the heights must rise first and then fall.
func peak(corners []point, dx, dy int64) int64 {
	height := func(at int) int64 { return dx*corners[at].x + dy*corners[at].y }
	return height(sort.Search(len(corners)-1, func(at int) bool { return height(at) >= height(at+1) }))
}

func main() {
	n, q := int(nextInt()), int(nextInt())
	stones := make([]point, n)
	for i := range stones {
		stones[i].x = nextInt()
		stones[i].y = nextInt()
	}
	sort.Slice(stones, func(i, j int) bool {
		if stones[i].x != stones[j].x {
			return stones[i].x < stones[j].x
		}
		return stones[i].y < stones[j].y
	})
	upper, lower := chain(stones, 1), chain(stones, -1)
	width := stones[n-1].x - stones[0].x
	writer := bufio.NewWriter(os.Stdout)
	defer writer.Flush()
	for ; q > 0; q-- {
		dx, dy := nextInt(), nextInt()
		if dy < 0 || (dy == 0 && dx < 0) {
			dx, dy = -dx, -dy
		}
		if dy == 0 {
			fmt.Fprintln(writer, dx*width)
		} else {
			fmt.Fprintln(writer, peak(upper, dx, dy)+peak(lower, -dx, -dy))
		}
	}
}
