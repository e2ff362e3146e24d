package command

import (
	"io"
	"os"
)

// isTerminal says whether stream is a person's terminal: a character device
// other than the null device, which scripts hand to programs to keep them quiet.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok || f == nil {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// colored says whether to write colours to w: as the flag says, and for auto
// only to a terminal whose owner has not asked for none (no-color.org).
func colored(when string, w io.Writer) bool {
	if when != "auto" {
		return when == "always"
	}
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(w)
}
