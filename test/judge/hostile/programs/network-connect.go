package main

import (
	"fmt"
	"net"
	"os"
)

func main() {
	connection, err := net.Dial("tcp", "127.0.0.1:"+os.Args[2])
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("PWNED", connection.RemoteAddr())
}
