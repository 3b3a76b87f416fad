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

type end struct{ oasis, road int }

func main() {
	oases, caravans := nextInt(), nextInt()
	near := make([][]end, oases+1)
	for road := 1; road < oases; road++ {
		u, v := nextInt(), nextInt()
		near[u] = append(near[u], end{v, road})
		near[v] = append(near[v], end{u, road})
	}

	parent := make([]int, oases+1)
	above := make([]int, oases+1) // the road to the parent
	depth := make([]int, oases+1)
	order := []int{1}
	for at := 0; at < len(order); at++ {
		here := order[at]
		for _, next := range near[here] {
			if next.oasis != parent[here] {
				parent[next.oasis] = here
				above[next.oasis] = next.road
				depth[next.oasis] = depth[here] + 1
				order = append(order, next.oasis)
			}
		}
	}

	// The heavy child of an oasis has the most oases below it; a path of heavy children has one top.
	size := make([]int, oases+1)
	heavy := make([]int, oases+1)
	for at := oases - 1; at >= 0; at-- {
		here := order[at]
		size[here]++
		up := parent[here]
		size[up] += size[here]
		if heavy[up] == 0 || size[here] > size[heavy[up]] {
			heavy[up] = here
		}
	}
	top := make([]int, oases+1)
	for _, here := range order {
		if heavy[parent[here]] == here && here != 1 {
			top[here] = top[parent[here]]
		} else {
			top[here] = here
		}
	}

	notes := make([]int64, oases+1)
	for ; caravans > 0; caravans-- {
		a, b, camels := nextInt(), nextInt(), int64(nextInt())
		notes[a] += camels
		notes[b] += camels
		for top[a] != top[b] {
			if depth[top[a]] < depth[top[b]] {
				a, b = b, a
			}
			a = parent[top[a]]
		}
		if depth[a] > depth[b] {
			a = b
		}
		notes[a] -= 2 * camels
	}

	load := make([]int64, oases)
	for at := oases - 1; at > 0; at-- {
		here := order[at]
		load[above[here]] = notes[here]
		notes[parent[here]] += notes[here]
	}
	best := 1
	for road := 2; road < oases; road++ {
		if load[road] > load[best] {
			best = road
		}
	}
	fmt.Println(best, load[best])
}
