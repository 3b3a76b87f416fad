package main

import (
	"fmt"
)

func main() {
	var age int
	var bicycle string
	fmt.Scan(&age, &bicycle)
	fare := 35
	switch {
	case age < 6:
		fare = 0
	case age < 18 || age >= 65:
		fare = 20
	}
	if bicycle == "yes" {
		fare += 10
	}
	fmt.Println(fare)
}
