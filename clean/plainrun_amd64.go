package clean

// plainRunOf returns how many of the n bytes at text, runBytes at least, come before
// the block of runBytes that has the first odd one. It reads the two bytes before text, and
// whether the last character of all is whole is not asked.
//
//go:noescape
func plainRunOf(text *byte, n int, t *runTables) int
