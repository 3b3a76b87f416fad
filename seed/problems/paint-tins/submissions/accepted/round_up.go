package main

import (
	"fmt"
)

func main() {
	var width, height, cover int64
	fmt.Scan(&width, &height, &cover)
	fmt.Println((width*height + cover - 1) / cover)
}
