package main

import (
	"fmt"
	"math/bits"
)

// Every field is a bit; stones[i] are the stones whose first field in reading order is field i.
var stones [49][]uint64
var everything uint64

func pavings(taken uint64) int64 {
	if taken == everything {
		return 1
	}
	var total int64
	for _, stone := range stones[bits.TrailingZeros64(^taken)] {
		if taken&stone == 0 {
			total += pavings(taken | stone)
		}
	}
	return total
}

func main() {
	var height, width int
	fmt.Scan(&height, &width)
	var trees uint64
	for y := 0; y < height; y++ {
		var row string
		fmt.Scan(&row)
		for x, field := range row {
			if field == 'T' {
				trees |= 1 << (y*width + x)
			}
		}
	}
	everything = 1<<(height*width) - 1
	for y := 0; y+1 < height; y++ {
		for x := 0; x+1 < width; x++ {
			first := y*width + x
			corners := [4]int{first, first + 1, first + width, first + width + 1}
			for missing := range corners {
				var stone uint64
				for corner, field := range corners {
					if corner != missing {
						stone |= 1 << field
					}
				}
				start := bits.TrailingZeros64(stone)
				stones[start] = append(stones[start], stone)
			}
		}
	}
	fmt.Println(pavings(trees))
}
