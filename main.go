// Winnow cleans scraped text: pages in, the text a person would read out, once.
package main

import (
	"os"

	"winnow/internal/command"
)

func main() {
	os.Exit(command.Main(os.Args, os.Stdin, os.Stdout, os.Stderr))
}
