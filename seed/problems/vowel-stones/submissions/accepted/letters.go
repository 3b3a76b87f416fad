package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

func main() {
	line, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	price := 0
	for _, letter := range strings.ToLower(line) {
		if strings.ContainsRune("aeiou", letter) {
			price += 2
		} else if letter >= 'a' && letter <= 'z' {
			price++
		}
	}
	fmt.Println(price)
}
