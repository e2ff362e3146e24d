//go:build !amd64

package clean

const hasPlainRun = false

func plainRunOf(*byte, int, *runTables) int { return 0 }
