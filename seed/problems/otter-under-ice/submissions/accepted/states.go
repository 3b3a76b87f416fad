package main

import (
	"bufio"
	"fmt"
	"os"
)

type state struct {
	row, column, ice, moves int
}

func search(lake []string, breath int) int {
	leastIce := make([][]int, len(lake))
	var queue []state
	for row, line := range lake {
		leastIce[row] = make([]int, len(line))
		for column, symbol := range line {
			leastIce[row][column] = breath + 1
			if symbol == 'S' {
				queue = append(queue, state{row: row, column: column})
			}
		}
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, step := range [][2]int{{0, 1}, {1, 0}, {0, -1}, {-1, 0}} {
			row, column := at.row+step[0], at.column+step[1]
			if row < 0 || row == len(lake) || column < 0 || column == len(lake[row]) {
				continue
			}
			under := 0
			switch lake[row][column] {
			case '#':
				continue
			case 'G':
				return at.moves + 1
			case '=':
				under = at.ice + 1
			}
			if under < leastIce[row][column] {
				leastIce[row][column] = under
				queue = append(queue, state{row, column, under, at.moves + 1})
			}
		}
	}
	return -1
}

func main() {
	reader := bufio.NewReader(os.Stdin)
	var rows, columns, breath int
	fmt.Fscan(reader, &rows, &columns, &breath)
	lake := make([]string, rows)
	for row := range lake {
		fmt.Fscan(reader, &lake[row])
	}
	fmt.Println(search(lake, breath))
}
